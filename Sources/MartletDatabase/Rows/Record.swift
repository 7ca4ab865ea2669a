/// A type that is read from rows: one visited initializer gives both the list of columns and the decoding.
///
/// ```swift
/// struct Card: Record {
///     let id: ID<Card>
///     let title: String
///
///     init(reading columns: inout some ColumnReader) throws {
///         id = try columns.read("id")
///         title = try columns.read("title")
///     }
/// }
/// ```
///
/// `@Record` of the module `MartletMacros` writes the same.
public protocol Record: RowDecodable {
    /// Reads each column by its name.
    init(reading columns: inout some ColumnReader) throws
}

/// Hands out a record's columns; visited by ``Record/init(reading:)``.
public protocol ColumnReader {
    /// Returns the value of a column.
    mutating func read<Value: ColumnValue>(_ column: StaticString) throws -> Value
}

extension Record {
    /// Reads the record from a row.
    public init(row: Row) throws {
        var reader = RowColumns(row: row)
        try self.init(reading: &reader)
    }

    /// The names of the columns that the record reads, in order.
    static var columnNames: [StaticString] {
        var names = ColumnNames()
        names.names.reserveCapacity(8)
        do { _ = try Self(reading: &names) } catch {
            preconditionFailure("\(Self.self).init(reading:) must not throw for values of its own columns' types.")
        }
        return names.names
    }
}

/// Reads a record's columns from a row.
private struct RowColumns: ColumnReader {
    let row: Row

    mutating func read<Value: ColumnValue>(_ column: StaticString) throws -> Value {
        try row.read(column)
    }
}

/// Lists the columns that a record reads.
private struct ColumnNames: ColumnReader {
    var names: [StaticString] = []

    mutating func read<Value: ColumnValue>(_ column: StaticString) throws -> Value {
        names.append(column)
        return Value.placeholder
    }
}
