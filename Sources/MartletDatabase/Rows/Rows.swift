/// The rows of a running statement, one at a time.
///
/// Belongs to the closure or the call that runs the statement; it is not `Sendable` and never stored.
public struct Rows: ~Copyable {
    private let cursor: any RowCursor
    private let buffer: RowBuffer

    /// The most rows that an answer of any number may have.
    let cap: Int

    /// The number of rows read so far.
    public private(set) var count = 0

    /// Creates rows over an engine's cursor.
    package init(_ cursor: any RowCursor, cap: Int = .max) {
        self.cursor = cursor
        self.cap = cap
        buffer = RowBuffer(columns: cursor.columnNames)
    }

    /// Returns the next row, valid until the next call, or nil behind the last one.
    public mutating func next() throws -> Row? {
        buffer.clear()
        guard try cursor.next(into: buffer) else { return nil }
        count += 1
        return Row(buffer: buffer)
    }

    /// The error of an answer that has more rows than it may; it carries their number unless that is above the cap.
    mutating func tooMany(_ message: String) throws -> DatabaseError {
        var error = DatabaseError(.rowsTooMany, message)
        while count <= cap {
            guard try next() != nil else {
                error.rows = count
                break
            }
        }
        return error
    }

    /// The number of rows that were read, or else touched.
    var affected: Int {
        count > 0 ? count : changes
    }

    /// The number of rows touched so far; final behind the last row.
    public var changes: Int {
        cursor.changes
    }
}

@available(*, unavailable)
extension Rows: Sendable {}
