/// Where many rows go that are inserted at once, and what that is called in errors.
public struct Insertion: Sendable {
    /// The table.
    public let table: StaticString

    /// The columns that every row writes, in order.
    public let columns: [StaticString]

    /// Where the rows are inserted; the statement's name.
    public let site: StatementSite

    /// Returns the statement that inserts some rows with these values; without them it can be prepared.
    public func statement(rows: Int, _ values: [DatabaseValue] = []) -> SQL {
        var text = SQL.Interpolation(literalCapacity: 0, interpolationCount: 0)
        text.segments = [.literal("INSERT INTO "), .literal(table), .literal(" ("), .columns(columns)]
        text.segments += [.literal(") VALUES "), .rows(rows, columns: columns.count)]
        text.values = values
        var sql = SQL(stringInterpolation: text)
        sql.site = site
        return sql
    }

    /// PostgreSQL's own statement for the rows, which follow it in a form of their own.
    public var copy: SQL {
        var sql: SQL = "COPY \(names: [table]) (\(names: columns)) FROM STDIN"
        sql.site = site
        return sql
    }
}

/// Takes the values of rows, one after the other; it keeps no more of them than the engine needs to be fast.
public protocol RowSink: AnyObject {
    /// Adds the next value of a row.
    func add(_ value: DatabaseValue) throws

    /// Ends a row.
    func endRow() throws
}
