/// The rows of a running statement, one at a time.
///
/// Belongs to the closure or the call that runs the statement; it is not `Sendable` and never stored.
public struct Rows: ~Copyable {
    private let cursor: any RowCursor
    private let buffer: RowBuffer

    /// Creates rows over an engine's cursor.
    public init(_ cursor: any RowCursor) {
        self.cursor = cursor
        buffer = RowBuffer(columns: cursor.columnNames)
    }

    /// Returns the next row, valid until the next call, or nil behind the last one.
    public mutating func next() throws -> Row? {
        buffer.clear()
        return try cursor.next(into: buffer) ? Row(buffer: buffer) : nil
    }

    /// The number of rows touched so far; final behind the last row.
    public var changes: Int {
        cursor.changes
    }
}

@available(*, unavailable)
extension Rows: Sendable {}
