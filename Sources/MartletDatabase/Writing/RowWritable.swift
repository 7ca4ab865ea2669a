public import MartletPayload

/// A type that is written as a row: the twin of ``Record``, which is read from one.
///
/// ```swift
/// extension Card: RowWritable {
///     func write(to row: inout some RowWriter) {
///         row.write("id", id)
///         row.write("title", title)
///         row.write("price", currency: "currency", price)
///     }
/// }
///
/// try tx.createBatch(cards, in: "cards")
/// ```
public protocol RowWritable: Sendable {
    /// Writes each column by its name; every row of a type writes the same columns in the same order.
    func write(to row: inout some RowWriter)
}

/// Takes a row's values; visited by ``RowWritable/write(to:)``.
public protocol RowWriter {
    /// Writes the value of a column.
    mutating func write(_ column: StaticString, _ value: some ColumnValue)

    /// Writes a value as a JSON document; one with a number that JSON does not have is refused when the row is stored.
    mutating func write(json column: StaticString, _ value: some FieldValue)

    /// Says why the row must not be stored; the statement that would store it is refused with the reason.
    mutating func refuse(_ reason: String)
}

extension SQL.Interpolation {
    /// Adds `(a, b) VALUES ($1, $2)` for an insert of one row.
    public mutating func appendInterpolation(values row: some RowWritable) {
        let batch = RowBatch(CollectionOfOne(row))
        segments += [.literal("("), .columns(batch.columns), .literal(") VALUES ")]
        append(0..<1, of: batch)
    }
}
