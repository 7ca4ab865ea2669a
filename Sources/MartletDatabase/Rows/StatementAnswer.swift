/// What a statement answers: it is read from the rows as they come.
public protocol StatementAnswer: Sendable {
    /// Reads the answer; throws when there are fewer or more rows than the type allows, or a value does not fit.
    static func collect(_ rows: inout Rows) throws -> Self
}

/// The number of rows that a statement inserted, updated or deleted.
public struct Changes: StatementAnswer, Hashable {
    /// The number of rows touched.
    public let count: Int

    /// Creates a number of changes.
    public init(count: Int) {
        self.count = count
    }

    /// Runs the statement to its end and counts the rows it touched; rows it returns are passed over.
    public static func collect(_ rows: inout Rows) throws -> Changes {
        while try rows.next() != nil {}
        return Changes(count: rows.changes)
    }
}

/// What can be read from one row: a record, or a single value from its first column.
public protocol RowDecodable: StatementAnswer {
    /// Reads the row's columns.
    init(row: Row) throws
}

extension RowDecodable {
    /// Reads exactly one row; throws `rowMissing` or `rowsTooMany`.
    public static func collect(_ rows: inout Rows) throws -> Self {
        guard let value = try Self?.collect(&rows) else {
            var error = DatabaseError(.rowMissing, "The statement answered no row where exactly one was expected.")
            error.rows = 0
            throw error
        }
        return value
    }
}

extension Optional: StatementAnswer where Wrapped: RowDecodable {
    /// Reads at most one row; throws `rowsTooMany`.
    public static func collect(_ rows: inout Rows) throws -> Wrapped? {
        guard let row = try rows.next() else { return nil }
        let value = try Wrapped(row: row)
        guard try rows.next() == nil else {
            throw try rows.tooMany("The statement answered several rows where at most one was expected.")
        }
        return value
    }
}

extension Array: StatementAnswer where Element: RowDecodable {
    /// Reads every row; throws `rowsTooMany` when there are more than the statement allows, which are 1,000 by default.
    public static func collect(_ rows: inout Rows) throws -> [Element] {
        var values: [Element] = []
        while let row = try rows.next() {
            guard rows.count <= rows.cap else {
                throw DatabaseError(
                    .rowsTooMany,
                    "The statement answered more than \(rows.cap) rows; read pages, stream it, or say `atMost:`."
                )
            }
            values.append(try Element(row: row))
        }
        return values
    }
}
