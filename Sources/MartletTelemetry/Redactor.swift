public import MartletPayload
import Synchronization

/// Masks secrets in text: values registered with it, and whatever has the shape of a secret.
///
/// The net below `Secret`, for texts nobody marked: an HTTP client's error that quotes a URL, a driver's message with a
/// connection string. The shapes are Telegram bot tokens, `Bearer` and `Basic` credentials, JWTs, private keys in PEM, the
/// password in a URL, payment card numbers, and values behind a secret's name (`password=…`, `"api_key": "…"`).
/// Ordinary text costs one look at each byte and no memory.
public final class Redactor: Sendable {
    /// What stands in for a secret.
    public static let mask = "***"

    /// Values shorter than this are not registered: they would mask half of every line.
    public static let shortestSecret = 6

    private static let capacity = 256
    private static let maskBytes = Array(mask.utf8)

    private struct Known {
        var values: [[UInt8]] = []
        /// The first bytes of the values.
        var firsts = ByteSet([])
        /// Those, and the bytes at which a shape may be found.
        var triggers = ByteSet(SecretScanner.triggers)
    }

    private let known = Mutex(Known())

    /// Creates a redactor that knows the shapes only.
    public init() {}

    /// Registers a secret, as ``register(_:)-(String)`` does its value.
    public func register(_ secret: Secret<String>) {
        register(secret.reveal())
    }

    /// Registers a secret's value; from now on it is masked wherever it appears, also percent-encoded.
    ///
    /// Values shorter than ``shortestSecret`` are ignored. The newest 256 forms are kept.
    public func register(_ secret: String) {
        let forms = Set([Array(secret.utf8), Array(Self.percentEncoded(secret))])
        known.withLock { known in
            for form in forms where form.count >= Self.shortestSecret && !known.values.contains(form) {
                if known.values.count == Self.capacity { known.values.removeFirst() }
                known.values.append(form)
                known.firsts.insert(form[0])
                known.triggers.insert(form[0])
            }
        }
    }

    /// Returns the text with every secret masked.
    public func redacted(_ text: String) -> String {
        guard let bytes = redacted(text.utf8Span.span, limit: .max / 2, hidesPersonal: false) else { return text }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The text's first bytes with every secret masked; nil when the text may be used as it is.
    ///
    /// What is behind `limit` bytes of output is not looked at and not returned, but for a little more.
    func redacted(_ text: borrowing Span<UInt8>, limit: Int, hidesPersonal: Bool) -> [UInt8]? {
        let known = known.withLock { $0 }
        var output: [UInt8] = []
        var copied = 0
        var index = 0
        while index < text.count, output.count + index - copied < limit + 512 {
            guard known.triggers.contains(text[index]) else {
                index += 1
                continue
            }
            let found =
                (known.firsts.contains(text[index]) ? Self.match(known.values, at: index, in: text) : nil)
                ?? SecretScanner.secret(at: index, in: text, from: copied, hidesPersonal: hidesPersonal)
            guard let found else {
                index += 1
                continue
            }
            for position in copied..<found.lowerBound { output.append(text[position]) }
            output.append(contentsOf: Self.maskBytes)
            copied = found.upperBound
            index = copied
        }
        guard copied > 0 else { return nil }
        for position in copied..<max(index, copied) { output.append(text[position]) }
        return output
    }

    /// The longest registered value that stands at an index.
    private static func match(_ values: [[UInt8]], at index: Int, in text: borrowing Span<UInt8>) -> Range<Int>? {
        var longest = 0
        for value in values where value.count > longest && value.count <= text.count - index {
            var length = 0
            while length < value.count, value[length] == text[index + length] { length += 1 }
            if length == value.count { longest = length }
        }
        return longest > 0 ? index..<index + longest : nil
    }

    private static func percentEncoded(_ text: String) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        return text.utf8.flatMap { byte -> [UInt8] in
            SecretScanner.isWordByte(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "~")
                ? [byte] : [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }
}
