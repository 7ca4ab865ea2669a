/// One row of a statement's answer, valid until the next one is read.
///
/// Not `Sendable`: it is read where the statement runs.
public struct Row {
    let buffer: RowBuffer

    /// Reads a value from the column of a name; throws `columnMissing` or `decoding`.
    public func read<Value: ColumnValue>(_ column: StaticString, as type: Value.Type = Value.self) throws -> Value {
        guard let position = buffer.position(of: column) else {
            throw DatabaseError(.columnMissing, "The statement's answer has no column '\(column)'.")
        }
        return try read(at: position)
    }

    /// Reads a value from the column at a position, from zero; throws `columnMissing` or `decoding`.
    public func read<Value: ColumnValue>(at position: Int, as type: Value.Type = Value.self) throws -> Value {
        guard buffer.cells.indices.contains(position) else {
            throw DatabaseError(.columnMissing, "The statement's answer has no column at position \(position).")
        }
        guard let value = Value(column: ColumnReading(buffer: buffer, cell: buffer.cells[position])) else {
            let name = buffer.columns[position]
            throw DatabaseError(.decoding, "The column '\(name)' does not hold a value that fits \(Value.self).")
        }
        return value
    }
}

@available(*, unavailable)
extension Row: Sendable {}
