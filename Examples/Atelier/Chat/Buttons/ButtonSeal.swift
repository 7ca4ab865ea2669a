import Crypto
import FoundationEssentials
import Martlet

/// Seals what buttons carry: nobody but the one whom a button was made for can press it, and not for ever.
///
/// Telegram gives a button 64 bytes and passes back whatever a client sends. Of these, 16 are the seal: four bytes of expiry
/// and eight of a code over expiry, person, action and parameter, in base64url.
struct ButtonSeal: Sendable {
    /// How many bytes there are for the action, the colon and the parameter.
    static let room = 64 - length

    /// How many bytes the seal takes, which is no padding: each of its bytes counts.
    private static let length = 16

    private let key: SymmetricKey

    /// Derives the key from the bot's token, so that buttons survive a restart and nothing else has to be configured.
    init(token: Secret<String>) {
        key = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: Data(token.reveal().utf8)),
            info: Data("atelier.buttons".utf8),
            outputByteCount: 32
        )
    }

    /// Returns what a button for one person carries.
    ///
    /// - Parameters:
    ///   - data: What its press means.
    ///   - person: The Telegram id of who may press it.
    ///   - expiry: When it is too old.
    /// - Returns: At most 64 bytes.
    /// - Throws: ``ButtonError/tooLong(_:)``.
    func close(_ data: ButtonData, for person: Int64, until expiry: Instant) throws(ButtonError) -> String {
        let text = data.description
        guard text.utf8.count <= Self.room else { throw .tooLong(text.utf8.count) }
        let seconds = UInt32(clamping: expiry.microseconds / 1_000_000)
        let seal = Self.bytes(of: seconds) + code(text, person, seconds)
        return text + Data(seal).base64URL
    }

    /// Returns what a press means; throws a ``ButtonError`` unless the bot made the button for this person, not long ago.
    func open(_ text: String, pressedBy person: Int64) throws(ButtonError) -> ButtonData {
        let bytes = Array(text.utf8)
        guard (Self.length...64).contains(bytes.count),
            let text = String(validating: bytes.dropLast(Self.length), as: UTF8.self),
            let seal = Data(base64URL: String(decoding: bytes.suffix(Self.length), as: UTF8.self))
        else { throw .malformed }
        let data = try ButtonData(parsing: text)
        let seconds = seal.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
        // Every byte is looked at, so that the time taken does not tell which one is wrong.
        let difference = zip(seal.dropFirst(4), code(text, person, seconds)).reduce(0) { $0 | ($1.0 ^ $1.1) }
        guard difference == 0 else { throw .notGenuine }
        guard Context.current.clock.now.sinceEpoch < .seconds(Int64(seconds)) else { throw .expired }
        return data
    }

    private func code(_ text: String, _ person: Int64, _ seconds: UInt32) -> [UInt8] {
        // What has a fixed length comes first, so that no two buttons are authenticated by the same bytes.
        let message = Self.bytes(of: seconds) + Self.bytes(of: person) + Array(text.utf8)
        return Array(HMAC<SHA256>.authenticationCode(for: message, using: key).prefix(8))
    }

    /// A number's bytes, the highest first.
    private static func bytes(of number: some FixedWidthInteger) -> [UInt8] {
        stride(from: number.bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> $0) }
    }
}

extension Data {
    /// The bytes in base64url.
    fileprivate var base64URL: String {
        base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
    }

    /// Reads base64url of a whole number of triples.
    fileprivate init?(base64URL text: String) {
        guard text.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "=") })
        else { return nil }
        self.init(base64Encoded: text.replacing("-", with: "+").replacing("_", with: "/"))
    }
}
