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

    /// Reads an amount from two columns, which either both hold a value or both none.
    public mutating func read(_ column: StaticString, currency: StaticString) throws -> Money? {
        let minor: Int64? = try read(column)
        let unit: Currency? = try read(currency)
        guard (minor == nil) == (unit == nil) else {
            throw DatabaseError(.decoding, "Of the columns '\(column)' and '\(currency)', only one holds a value.")
        }
        guard let minor, let unit else { return nil }
        return Money(minor: minor, currency: unit)
    }

    /// Reads an amount of a known currency from the column of its minor units.
    public mutating func read(_ column: StaticString, in currency: Currency) throws -> Money {
        Money(minor: try read(column), currency: currency)
    }

    /// Reads an amount of a known currency, or none, from the column of its minor units.
    public mutating func read(_ column: StaticString, in currency: Currency) throws -> Money? {
        let minor: Int64? = try read(column)
        return minor.map { Money(minor: $0, currency: currency) }
    }
}

extension RowWriter {
    /// Writes an amount, or none, into two columns: its minor units, which statements can add up, and its currency.
    public mutating func write(_ column: StaticString, currency: StaticString, _ amount: Money?) {
        write(column, amount?.minor)
        write(currency, amount?.currency)
    }

    /// Writes an amount of a known currency, or none, into the column of its minor units; another currency is refused.
    public mutating func write(_ column: StaticString, in currency: Currency, _ amount: Money?) {
        if let amount, amount.currency != currency {
            refuse("The column '\(column)' holds amounts in \(currency.code), not in \(amount.currency.code).")
        }
        write(column, amount?.minor)
    }
}
