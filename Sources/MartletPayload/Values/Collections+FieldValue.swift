extension Array: FieldValue, RuledCollection where Element: FieldValue {
    /// The empty array.
    public static var placeholder: [Element] { [] }

    /// What the value is called in a message.
    public static var expectation: String { "an array" }

    /// Reads a JSON array.
    public static func read(from json: inout JSONReader) -> [Element]? {
        json.readArray()
    }

    /// Takes each text as one item.
    public static func read(texts: [String], from parameters: inout JSONReader) -> [Element]? {
        parameters.readItems(texts)
    }

    /// Writes a JSON array.
    public func write(to json: inout JSONWriter) {
        json.array(self)
    }

    /// Judges the number of items.
    public func breaks(_ constraint: Constraint) -> Bool {
        guard case .count(let lower, let upper) = constraint.kind else { return false }
        return count < lower || upper.map { count > $0 } ?? false
    }
}

extension Dictionary: FieldValue, RuledCollection where Key == String, Value: FieldValue {
    /// The empty dictionary.
    public static var placeholder: [String: Value] { [:] }

    /// What the value is called in a message.
    public static var expectation: String { "an object" }

    /// Reads a JSON object; a key given twice is refused.
    public static func read(from json: inout JSONReader) -> [String: Value]? {
        json.readDictionary()
    }

    /// Writes a JSON object, its keys in order.
    public func write(to json: inout JSONWriter) {
        json.dictionary(self)
    }

    /// Judges the number of entries.
    public func breaks(_ constraint: Constraint) -> Bool {
        guard case .count(let lower, let upper) = constraint.kind else { return false }
        return count < lower || upper.map { count > $0 } ?? false
    }
}
