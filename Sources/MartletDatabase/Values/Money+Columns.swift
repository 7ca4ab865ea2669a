public import MartletPayload

extension Currency: ColumnValue, RowDecodable {
    /// The three letters.
    public var databaseValue: DatabaseValue { .text(code) }

    /// Reads three upper-case letters.
    public init?(column: ColumnReading) {
        guard let text = column.text else { return nil }
        self.init(text)
    }
}

extension ColumnReader {
    /// Reads an amount from two columns: its minor units, which statements can add up, and its currency.
    public mutating func read(_ column: StaticString, currency: StaticString) throws -> Money {
        Money(minor: try read(column), currency: try read(currency))
    }
}
