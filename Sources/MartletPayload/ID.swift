import MartletContext

/// The identity of a thing: a UUID, of version 7 when made here, that belongs to one type of thing.
///
/// An `ID<Card>` cannot be passed where an `ID<Member>` is asked for. Its text is the canonical one of RFC 9562 in lower
/// case; new ids sort by the time they were made.
public struct ID<Entity>: Sendable, Hashable {
    /// The 128 bits, the first byte of the UUID highest.
    public let bits: UInt128

    /// Takes an id's bits.
    public init(bits: UInt128) {
        self.bits = bits
    }

    /// Makes a new id from the current context's clock and randomness.
    public init() {
        bits = Context.current.makeID()
    }

    /// Reads the canonical text of 36 characters, in either case; nil for another form.
    public init?(_ text: some StringProtocol) {
        var bits: UInt128 = 0
        var length = 0
        for byte in text.utf8 {
            length += 1
            switch length {
            case 9, 14, 19, 24:
                guard byte == UInt8(ascii: "-") else { return nil }
            case 1...36:
                guard let digit = Hexadecimal.digit(byte) else { return nil }
                bits = bits << 4 | UInt128(digit)
            default: return nil
            }
        }
        guard length == 36 else { return nil }
        self.bits = bits
    }
}

extension ID: Comparable {
    /// Orders ids by their bits, which orders new ones by time.
    public static func < (left: ID, right: ID) -> Bool {
        left.bits < right.bits
    }
}

extension ID: CustomStringConvertible {
    /// The canonical text, for example `019ab5b2-7c1e-7cc3-98c4-dc0c0c07398f`.
    public var description: String {
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for index in 0..<32 {
            if [8, 12, 16, 20].contains(index) { text.append(UInt8(ascii: "-")) }
            text.append(Hexadecimal.character(UInt8(truncatingIfNeeded: bits >> UInt128(124 - index * 4)) & 15))
        }
        return String(decoding: text, as: UTF8.self)
    }
}

extension ID: TextValue {
    /// The id of zeros.
    public static var placeholder: ID { ID(bits: 0) }

    /// What the value is called in a message.
    public static var expectation: String { "a UUID such as 019ab5b2-7c1e-7cc3-98c4-dc0c0c07398f" }

    /// Reads the canonical text.
    public init?(text: String) {
        self.init(text)
    }

    /// The canonical text.
    public var text: String { description }
}
