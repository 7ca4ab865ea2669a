extension JSONReader {
    /// Checks and passes over a number; nil when it is none by the grammar of RFC 8259.
    mutating func scanNumber() -> Range<Int>? {
        let start = position
        if bytes[position] == UInt8(ascii: "-") { position += 1 }
        if bytes[position] == UInt8(ascii: "0") {
            position += 1
        } else {
            guard scanDigits() else { return nil }
        }
        if bytes[position] == UInt8(ascii: ".") {
            position += 1
            guard scanDigits() else { return nil }
        }
        if bytes[position] | 0x20 == UInt8(ascii: "e") {
            position += 1
            if bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-") { position += 1 }
            guard scanDigits() else { return nil }
        }
        if Self.isDigit(bytes[position]) {
            fail("leading zero")
            return nil
        }
        return start..<position
    }

    /// Reads an integer, whose fraction may be zero.
    mutating func readInteger<Number: FixedWidthInteger & FieldValue>() -> Number? {
        guard standsAtNumber else { return mismatch(Number.expectation) }
        if let short = scanShort(allowsFraction: false) {
            return Number(exactly: short.signed) ?? refuseNumber("range", Number.expectation)
        }
        guard let range = scanNumber() else { return nil }
        let decimal = Decimal(bytes, range)
        guard decimal.isInteger else { return refuseNumber("type", Number.expectation) }
        guard let number: Number = decimal.integer() else { return refuseNumber("range", Number.expectation) }
        return number
    }

    /// Reads a number as the nearest double; one beyond the range of doubles is refused.
    mutating func readDouble() -> Double? {
        guard standsAtNumber else { return mismatch(Double.expectation) }
        if let short = scanShort(allowsFraction: true) { return short.double }
        guard let range = scanNumber() else { return nil }
        let number = Decimal(bytes, range).double
        return number.isFinite ? number : refuseNumber("range", Double.expectation)
    }

    /// Passes over a number of at most 15 digits without an exponent; nil where the long way has to be gone.
    private mutating func scanShort(allowsFraction: Bool) -> ShortNumber? {
        var number = ShortNumber()
        var end = position
        if bytes[end] == UInt8(ascii: "-") {
            number.isNegative = true
            end += 1
        }
        let start = end
        while Self.isDigit(bytes[end]), end - start <= ShortNumber.digitLimit { number.append(bytes[end], &end) }
        guard end > start, bytes[start] != UInt8(ascii: "0") || end == start + 1 else { return nil }
        if allowsFraction, bytes[end] == UInt8(ascii: ".") {
            end += 1
            let fraction = end
            while Self.isDigit(bytes[end]), end - start <= ShortNumber.digitLimit { number.append(bytes[end], &end) }
            guard end > fraction else { return nil }
            number.scale = end - fraction
        }
        let next = bytes[end]
        guard end - start <= ShortNumber.digitLimit, !Self.isDigit(next), next != UInt8(ascii: "."),
            next | 0x20 != UInt8(ascii: "e")
        else { return nil }
        position = end
        return number
    }

    private var standsAtNumber: Bool {
        bytes[position] == UInt8(ascii: "-") || Self.isDigit(bytes[position])
    }

    private mutating func refuseNumber<Number>(_ code: StaticString, _ expectation: String) -> Number? {
        note(code, "Must be \(expectation).")
        return nil
    }

    private mutating func scanDigits() -> Bool {
        guard Self.isDigit(bytes[position]) else {
            fail("invalid number")
            return false
        }
        while Self.isDigit(bytes[position]) { position += 1 }
        return true
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "0") < 10
    }
}
