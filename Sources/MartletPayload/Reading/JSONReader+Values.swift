extension JSONReader {
    /// Reads a string; nil after it noted that something else stands there.
    public mutating func readString(expecting expectation: @autoclosure () -> String = "a string") -> String? {
        guard bytes[position] == UInt8(ascii: "\"") else { return mismatch(expectation()) }
        return scanString().map { text(of: $0) }
    }

    /// Reads true or false; nil after it noted that something else stands there.
    public mutating func readBool() -> Bool? {
        switch bytes[position] {
        case UInt8(ascii: "t"): takeWord("true") ? true : nil
        case UInt8(ascii: "f"): takeWord("false") ? false : nil
        default: mismatch(Bool.expectation)
        }
    }

    /// Passes over null where it stands there; tells whether it did.
    public mutating func readNull() -> Bool {
        bytes[position] == UInt8(ascii: "n") && takeWord("null")
    }

    /// Notes that a value of another kind was expected, and passes over the one that stands there.
    mutating func mismatch<Value>(_ expectation: @autoclosure () -> String) -> Value? {
        skipValue()
        if failure == nil { note("type", "Must be \(expectation()).") }
        return nil
    }

    mutating func readArray<Element: FieldValue>() -> [Element]? {
        guard bytes[position] == UInt8(ascii: "[") else { return mismatch([Element].expectation) }
        guard enter() else { return nil }
        let issuesBefore = issueCount
        var items: [Element] = []
        var isFirst = true
        path.append(.index(0))
        while nextItem(isFirst: &isFirst) {
            if let item = Element.read(from: &self), issueCount == issuesBefore { items.append(item) }
            if case .index(let index) = path[path.count - 1] { path[path.count - 1] = .index(index + 1) }
        }
        path.removeLast()
        return failure == nil && issueCount == issuesBefore ? items : nil
    }

    mutating func readDictionary<Element: FieldValue>() -> [String: Element]? {
        guard bytes[position] == UInt8(ascii: "{") else { return mismatch([String: Element].expectation) }
        guard enter() else { return nil }
        let issuesBefore = issueCount
        var items: [String: Element] = [:]
        var isFirst = true
        while let token = nextKey(isFirst: &isFirst) {
            let key = text(of: token)
            path.append(.key(key))
            if items[key] != nil { note("duplicate", "Must not be given twice.") }
            if let item = Element.read(from: &self) { items[key] = item }
            path.removeLast()
        }
        return failure == nil && issueCount == issuesBefore ? items : nil
    }

    mutating func readRaw() -> RawJSON? {
        let start = position
        skipValue()
        return failure == nil ? RawJSON(checked: bytes.array(in: start..<position)) : nil
    }
}
