/// Reads a cursor's values as the types that a record's columns have, so that only what fits them is bound.
struct KeyReader: ColumnReader {
    private let names: [StaticString]
    private let key: [CursorValue]

    /// The values as they are bound; nil for those that do not fit their columns.
    private(set) var values: [DatabaseValue?]

    /// Reads a key for as many columns of an order.
    init(_ key: [CursorValue], for names: [StaticString]) {
        self.names = names
        self.key = key
        values = Array(repeating: nil, count: names.count)
    }

    mutating func read<Value: ColumnValue>(_ column: StaticString) throws -> Value {
        for position in names.indices where names[position].isSame(as: column) {
            values[position] = bound(key[position], as: Value.self)
        }
        return Value.placeholder
    }

    private func bound<Value: ColumnValue>(_ value: CursorValue, as type: Value.Type) -> DatabaseValue? {
        let bound = Value(column: value.column)?.databaseValue
        // A type that reads a value and binds none cannot be compared.
        return bound == .null && value != .null ? nil : bound
    }
}
