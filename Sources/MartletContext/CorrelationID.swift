/// An id that follows one piece of work through logs, outbound calls, jobs and frames.
public struct CorrelationID: Sendable, Hashable, CustomStringConvertible {
    /// The id's text: 1 to 128 letters, digits, `.`, `_` or `-`.
    public let description: String

    /// Takes an id from outside; nil unless it is 1 to 128 letters, digits, `.`, `_` or `-`.
    public init?(_ text: some StringProtocol) {
        guard (1...128).contains(text.utf8.count), text.utf8.allSatisfy(Self.isAllowed) else { return nil }
        description = String(text)
    }

    /// Makes a new id of 32 hexadecimal digits, which is also a valid W3C trace id.
    public init() {
        // By hand: the general conversion of wide numbers takes ten times as long, and every request has an id.
        let id = Context.current.makeID()
        var digits = [UInt8](repeating: 0, count: 32)
        for position in digits.indices {
            digits[position] = Self.digit(UInt8(truncatingIfNeeded: id >> UInt128(124 - position * 4)) & 15)
        }
        description = String(decoding: digits, as: UTF8.self)
    }

    /// Takes the trace id of a W3C `traceparent` header; nil when the header is malformed or its trace id is zero.
    public init?(traceparent: some StringProtocol) {
        let parts = traceparent.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count >= 4, parts[0].utf8.count == 2, parts[0] != "ff",
            parts[1].utf8.count == 32, parts[2].utf8.count == 16, parts[3].utf8.count == 2,
            parts[0...3].allSatisfy({ $0.utf8.allSatisfy(Self.isLowercaseHexadecimal) }),
            parts[1].utf8.contains(where: { $0 != UInt8(ascii: "0") })
        else { return nil }
        description = String(parts[1])
    }

    /// The hexadecimal digit of a number from 0 to 15.
    private static func digit(_ number: UInt8) -> UInt8 {
        number < 10 ? UInt8(ascii: "0") + number : UInt8(ascii: "a") + number - 10
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    private static func isLowercaseHexadecimal(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: false
        }
    }
}
