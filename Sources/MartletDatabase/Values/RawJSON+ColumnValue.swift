public import MartletPayload

extension RawJSON: ColumnValue, RowDecodable {
    /// The document, bound as the engine stores JSON.
    public var databaseValue: DatabaseValue { .json(description) }

    /// Reads a document.
    public init?(column: ColumnReading) {
        guard let text = column.text, let document = try? RawJSON(text: text) else { return nil }
        self = document
    }
}

extension ColumnReader {
    /// Reads a value from a column that holds it as a JSON document.
    public mutating func read<Value: FieldValue>(
        json column: StaticString,
        as type: Value.Type = Value.self
    ) throws -> Value {
        let document: StoredJSON<Value> = try read(column)
        return document.value
    }
}

/// A value that is read from a JSON document.
private struct StoredJSON<Value: FieldValue>: ColumnValue {
    let value: Value

    static var placeholder: StoredJSON { StoredJSON(value: Value.placeholder) }

    /// Never used: values are bound with `\(json:)`.
    var databaseValue: DatabaseValue { .null }

    private init(value: Value) {
        self.value = value
    }

    init?(column: ColumnReading) {
        guard let document = RawJSON(column: column), let value = try? document.decode(Value.self) else { return nil }
        self.value = value
    }
}
