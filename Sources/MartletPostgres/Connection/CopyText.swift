import MartletContext
import MartletDatabase

/// Rows in the text form of COPY, which the server reads as the columns' types want it.
struct CopyText {
    /// The rows so far.
    var bytes: [UInt8] = []

    private var isBetweenRows = true

    /// Adds the next value of a row.
    mutating func add(_ value: DatabaseValue) throws {
        if isBetweenRows { isBetweenRows = false } else { bytes.append(UInt8(ascii: "\t")) }
        switch value {
        case .null: bytes += [UInt8(ascii: "\\"), UInt8(ascii: "N")]
        case .integer(let integer): add(digitsOf: integer)
        case .real(let real): try add(real == real.rounded() ? "\(real)".withoutFraction : "\(real)")
        case .boolean(let truth): bytes += (truth ? "true" : "false").utf8
        case .text(let text), .json(let text): try add(text)
        case .pattern(let pattern): try add(pattern.text(in: .postgres))
        case .instant(let instant): try add(instant.serverText)
        case .id(let bits): add(identifier: bits)
        case .bytes(let array):
            bytes += [UInt8(ascii: "\\"), UInt8(ascii: "\\"), UInt8(ascii: "x")]
            for byte in array { add(hexOf: byte) }
        }
    }

    /// A value's text alone, with nothing escaped; nil for none.
    static func plain(_ value: DatabaseValue) throws -> String? {
        var text = CopyText()
        switch value {
        case .null: return nil
        case .text(let text), .json(let text): return text
        case .pattern(let pattern): return pattern.text(in: .postgres)
        default: try text.add(value)
        }
        if case .bytes = value { text.bytes.removeFirst() }
        return String(decoding: text.bytes, as: UTF8.self)
    }

    /// Ends a row.
    mutating func endRow() {
        bytes.append(UInt8(ascii: "\n"))
        isBetweenRows = true
    }

    private mutating func add(digitsOf number: Int64) {
        var digits = InlineArray<20, UInt8>(repeating: 0)
        var count = 0
        var rest = number.magnitude
        repeat {
            digits[count] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
            count += 1
        } while rest > 0
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        for position in (0..<count).reversed() { bytes.append(digits[position]) }
    }

    private mutating func add(hexOf byte: UInt8) {
        add(digit: byte >> 4)
        add(digit: byte & 0xF)
    }

    private mutating func add(digit: UInt8) {
        bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }

    private mutating func add(identifier bits: UInt128) {
        for position in 0..<16 {
            if position == 4 || position == 6 || position == 8 || position == 10 { bytes.append(UInt8(ascii: "-")) }
            add(hexOf: UInt8(truncatingIfNeeded: bits >> (120 - 8 * position)))
        }
    }

    /// Adds text, in which what ends a value or a row is escaped.
    private mutating func add(_ text: String) throws {
        var text = text
        try text.withUTF8 { text in
            var start = 0
            for position in 0..<text.count {
                let escape: UInt8
                switch unsafe text[position] {
                case UInt8(ascii: "\\"): escape = UInt8(ascii: "\\")
                case UInt8(ascii: "\n"): escape = UInt8(ascii: "n")
                case UInt8(ascii: "\r"): escape = UInt8(ascii: "r")
                case UInt8(ascii: "\t"): escape = UInt8(ascii: "t")
                case 0: throw ParameterList.zeroCharacter
                default: continue
                }
                unsafe bytes.append(contentsOf: text[start..<position])
                bytes += [UInt8(ascii: "\\"), escape]
                start = position + 1
            }
            unsafe bytes.append(contentsOf: text[start...])
        }
    }
}

extension String {
    /// A whole number without the zero behind its point.
    fileprivate var withoutFraction: String { hasSuffix(".0") ? String(dropLast(2)) : self }
}

extension Instant {
    /// The instant as the server reads it, for which the year before the first is the first one before Christ.
    fileprivate var serverText: String {
        let text = description
        let sign = text.hasPrefix("-") ? -1 : 1
        let digits = text.drop { $0 == "-" }.prefix { $0 != "-" }
        guard let year = Int(digits).map({ $0 * sign }), year <= 0 else { return text }
        let rest = text.drop { $0 == "-" }.dropFirst(digits.count)
        let former = String(1 - year)
        return String(repeating: "0", count: max(0, 4 - former.count)) + former + rest + " BC"
    }
}
