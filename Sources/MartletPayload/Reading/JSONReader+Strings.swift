extension JSONReader {
    /// Checks and passes over a string, at whose opening quote the reader stands.
    mutating func scanString() -> StringToken? {
        position += 1
        let start = position
        var hasEscapes = false
        while true {
            position = bytes.skipWords(from: position)
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return StringToken(range: start..<(position - 1), hasEscapes: hasEscapes)
            case UInt8(ascii: "\\"):
                hasEscapes = true
                guard scanEscape() != nil else { return nil }
            case 0..<0x20:
                fail(position < bytes.count ? "control character in a string" : "unterminated string")
                return nil
            case 0x20..<0x80:
                position += 1
            default:
                guard let length = sequenceLength() else {
                    fail("invalid UTF-8")
                    return nil
                }
                position += length
            }
        }
    }

    /// The text of a scanned string.
    func text(of token: StringToken) -> String {
        guard token.hasEscapes else { return bytes.string(in: token.range) }
        var copy = JSONReader(bytes)
        copy.position = token.range.lowerBound
        var text: [UInt8] = []
        while copy.position < token.range.upperBound {
            if bytes[copy.position] == UInt8(ascii: "\\") {
                if let scalar = copy.scanEscape() { text.append(contentsOf: UTF8.encode(scalar) ?? .init()) }
            } else {
                text.append(bytes[copy.position])
                copy.position += 1
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Tells whether a scanned string is a text.
    func matches(_ token: StringToken, _ text: StaticString) -> Bool {
        token.hasEscapes ? text.hasBytes(of: self.text(of: token)) : bytes.matches(text, in: token.range)
    }

    /// Reads the escape at whose backslash the reader stands.
    private mutating func scanEscape() -> Unicode.Scalar? {
        position += 1
        let letter = bytes[position]
        position += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return scanUnicodeEscape()
        default:
            position -= 1
            fail("invalid escape")
            return nil
        }
    }

    private mutating func scanUnicodeEscape() -> Unicode.Scalar? {
        guard let unit = scanHexadecimal() else { return nil }
        switch unit {
        case 0xD800..<0xDC00:
            guard bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u") else { break }
            position += 2
            guard let low = scanHexadecimal() else { return nil }
            guard (0xDC00..<0xE000).contains(low) else { break }
            return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
        default:
            if let scalar = Unicode.Scalar(unit) { return scalar }
        }
        fail("lone surrogate in an escape")
        return nil
    }

    private mutating func scanHexadecimal() -> UInt32? {
        var number: UInt32 = 0
        for _ in 0..<4 {
            let byte = bytes[position]
            guard let digit = Hexadecimal.digit(byte) else {
                fail("invalid escape")
                return nil
            }
            number = number << 4 | UInt32(digit)
            position += 1
        }
        return number
    }

    /// The length of the UTF-8 sequence beyond ASCII at the position; nil when it is invalid (RFC 3629, chapter 4).
    private func sequenceLength() -> Int? {
        func isTail(_ offset: Int) -> Bool { bytes[position + offset] & 0xC0 == 0x80 }
        let second = bytes[position + 1]
        switch bytes[position] {
        case 0xC2...0xDF: return isTail(1) ? 2 : nil
        case 0xE0: return (0xA0...0xBF).contains(second) && isTail(2) ? 3 : nil
        case 0xED: return (0x80...0x9F).contains(second) && isTail(2) ? 3 : nil
        case 0xE1...0xEF: return isTail(1) && isTail(2) ? 3 : nil
        case 0xF0: return (0x90...0xBF).contains(second) && isTail(2) && isTail(3) ? 4 : nil
        case 0xF1...0xF3: return isTail(1) && isTail(2) && isTail(3) ? 4 : nil
        case 0xF4: return (0x80...0x8F).contains(second) && isTail(2) && isTail(3) ? 4 : nil
        default: return nil
        }
    }
}
