extension JSONReader {
    mutating func skipWhitespace() {
        while Self.isWhitespace(bytes[position]) { position += 1 }
    }

    /// Passes over a byte; ends the reading when another one stands there.
    @discardableResult
    mutating func take(_ byte: UInt8, orFail reason: StaticString) -> Bool {
        guard bytes[position] == byte, position < bytes.count else {
            fail(reason)
            return false
        }
        position += 1
        return true
    }

    /// Checks and passes over one value of any kind.
    mutating func skipValue() {
        switch bytes[position] {
        case UInt8(ascii: "\""): _ = scanString()
        case UInt8(ascii: "{"): skipObject()
        case UInt8(ascii: "["): skipArray()
        case UInt8(ascii: "t"): takeWord("true")
        case UInt8(ascii: "f"): takeWord("false")
        case UInt8(ascii: "n"): takeWord("null")
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): _ = scanNumber()
        default: fail(position < bytes.count ? "unexpected character" : "unexpected end")
        }
    }

    @discardableResult
    mutating func takeWord(_ word: StaticString) -> Bool {
        let end = position + word.utf8CodeUnitCount
        guard end <= bytes.count, bytes.matches(word, in: position..<end) else {
            fail("unexpected character")
            return false
        }
        position = end
        return true
    }

    /// Enters an array or object; false at the depth limit.
    mutating func enter() -> Bool {
        position += 1
        depth += 1
        guard depth <= Self.depthLimit else {
            fail("nesting deeper than 64 levels")
            return false
        }
        return true
    }

    /// Moves to the next item of an array; false behind its last one, where the array is left.
    mutating func nextItem(isFirst: inout Bool) -> Bool {
        guard failure == nil else { return false }
        skipWhitespace()
        if isFirst {
            isFirst = false
            guard bytes[position] == UInt8(ascii: "]") else { return true }
        } else if bytes[position] == UInt8(ascii: ",") {
            position += 1
            skipWhitespace()
            return true
        }
        if take(UInt8(ascii: "]"), orFail: "missing comma or bracket") { depth -= 1 }
        return false
    }

    /// Moves to the next key of an object and behind its colon; nil behind the last one, where the object is left.
    mutating func nextKey(isFirst: inout Bool) -> StringToken? {
        guard failure == nil else { return nil }
        skipWhitespace()
        if isFirst {
            isFirst = false
            if bytes[position] == UInt8(ascii: "}") { return leaveObject() }
        } else if bytes[position] == UInt8(ascii: ",") {
            position += 1
            skipWhitespace()
        } else {
            return leaveObject()
        }
        guard bytes[position] == UInt8(ascii: "\"") else {
            fail("missing key")
            return nil
        }
        guard let key = scanString() else { return nil }
        skipWhitespace()
        guard take(UInt8(ascii: ":"), orFail: "missing colon") else { return nil }
        skipWhitespace()
        return key
    }

    private mutating func leaveObject() -> StringToken? {
        if take(UInt8(ascii: "}"), orFail: "missing comma or brace") { depth -= 1 }
        return nil
    }

    private mutating func skipArray() {
        guard enter() else { return }
        var isFirst = true
        while nextItem(isFirst: &isFirst) { skipValue() }
    }

    private mutating func skipObject() {
        guard enter() else { return }
        var isFirst = true
        while nextKey(isFirst: &isFirst) != nil { skipValue() }
    }

    private static func isWhitespace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }
}
