import CSQLite
import MartletDatabase

/// The rows of a statement that runs on a connection.
final class StatementCursor: RowCursor {
    private enum Phase {
        case row, end, closed
    }

    private let statement: PreparedStatement
    private let connection: SQLiteConnection
    private var phase = Phase.closed
    private var isFresh = true
    private var changesBefore: Int64 = 0

    init(_ statement: PreparedStatement, on connection: SQLiteConnection) {
        self.statement = statement
        self.connection = connection
    }

    /// Binds the values and makes the first step, after which the columns are known for certain.
    func start(_ values: [DatabaseValue]) throws {
        do {
            changesBefore = connection.totalChanges
            try connection.check(try statement.bind(values))
            phase = try statement.step() ? .row : .end
        } catch {
            statement.reset()
            throw error
        }
    }

    var columnNames: [String] { statement.columnNames }

    func next(into buffer: RowBuffer) throws -> Bool {
        if isFresh {
            isFresh = false
        } else if phase == .row {
            phase = try connection.noting { try statement.step() } ? .row : .end
        }
        guard phase == .row else { return false }
        statement.fill(buffer)
        return true
    }

    var changes: Int {
        connection.totalChanges == changesBefore ? 0 : connection.lastChanges
    }

    func close() {
        guard phase != .closed else { return }
        phase = .closed
        statement.reset()
    }
}

extension SQLiteConnection {
    /// The number of rows changed since the connection was opened.
    fileprivate var totalChanges: Int64 {
        unsafe sqlite3_total_changes64(handle)
    }

    /// The number of rows that the last changing statement touched itself, without its triggers.
    var lastChanges: Int {
        unsafe Int(sqlite3_changes64(handle))
    }
}
