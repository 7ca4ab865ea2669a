/// Rows that travel in one bound value and stand in a statement as a table.
public struct BoundTable: Sendable {
    /// The name under which the statement uses the table.
    public let name: StaticString

    /// The names of the columns.
    public let columns: [StaticString]

    /// The types of the columns, as their values have them.
    public let types: [ColumnType]
}

extension SQL.Interpolation {
    /// Adds rows as a table of that name, in one bound value whatever their number.
    ///
    /// ```swift
    /// try tx.run(
    ///     """
    ///     UPDATE accounts SET balance = balance + bonuses.amount
    ///     FROM \(rows: bonuses, as: "bonuses") WHERE accounts.id = bonuses.account
    ///     """
    /// )
    /// ```
    ///
    /// No rows, rows of different columns and raw bytes, which JSON does not have, are refused when the statement runs.
    public mutating func appendInterpolation(rows: some Sequence<some RowWritable>, as name: StaticString) {
        appendInterpolation(batch: RowBatch(rows), as: name)
    }

    mutating func appendInterpolation(batch: RowBatch, as name: StaticString) {
        var rows = batch
        values.append(rows.json().map(DatabaseValue.json) ?? .null)
        segments.append(.table(BoundTable(name: name, columns: rows.columns, types: rows.types)))
        flaw = flaw ?? rows.flaw
        if rows.count == 0 { flaw = flaw ?? "There are no rows to bind as \(name)." }
    }
}
