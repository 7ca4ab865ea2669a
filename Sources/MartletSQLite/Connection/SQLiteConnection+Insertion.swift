import CSQLite
import MartletDatabase

extension SQLiteConnection {
    /// Inserts rows with one prepared statement, which runs for each of them: SQLite has no faster way.
    func insert(_ insertion: Insertion, _ rows: (any RowSink) throws -> Void) throws -> Int {
        try beginStatement()
        return try noting {
            let sql = insertion.statement(rows: 1)
            let statement = try statement(sql, shape: SQL.Shape(sql))
            defer { statement.reset() }
            hasWritten = true
            isInserting = true
            defer { isInserting = false }
            let sink = StatementSink(statement, on: self)
            try rows(sink)
            return sink.count
        }
    }
}

/// Binds values to a prepared statement and runs it for each row.
private final class StatementSink: RowSink {
    /// After how many rows the call is asked whether it may go on; a statement as short as these is not interrupted.
    private static let interval = 100

    /// The rows that were inserted.
    private(set) var count = 0

    private let statement: PreparedStatement
    private let connection: SQLiteConnection
    private var position: Int32 = 0
    private var rows = 0

    init(_ statement: PreparedStatement, on connection: SQLiteConnection) {
        self.statement = statement
        self.connection = connection
    }

    func add(_ value: DatabaseValue) throws {
        position += 1
        try connection.check(try statement.bind(value, at: position))
    }

    func endRow() throws {
        position = 0
        rows += 1
        if rows % Self.interval == 0 { try connection.interruption?.check() }
        try statement.step()
        count += connection.lastChanges
        statement.reset()
    }
}
