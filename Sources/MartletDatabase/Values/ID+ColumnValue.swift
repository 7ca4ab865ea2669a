public import MartletPayload

extension ID: ColumnValue, RowDecodable {
    /// The id, bound as the engine stores it.
    public var databaseValue: DatabaseValue { .id(bits) }

    /// Reads the text of a UUID.
    public init?(column: ColumnReading) {
        guard let text = column.text else { return nil }
        self.init(text)
    }
}
