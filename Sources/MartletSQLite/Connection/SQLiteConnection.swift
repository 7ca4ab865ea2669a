import CSQLite
import MartletDatabase

/// A connection to the file; it belongs to the thread that opened it.
@safe
final class SQLiteConnection: EngineConnection {
    /// What a connection is for.
    enum Role {
        /// Writes, and alone moves the log into the file.
        case writer
        /// Reads only.
        case reader
        /// Moves the log into the file and removes it, where nobody else has the file open.
        case alone
    }

    let dialect = Dialect.sqlite
    let handle: OpaquePointer
    let statements: StatementCache
    private(set) var interruption: Interruption?

    /// Tells whether the call that has the connection, or had it last, ran a statement that can change something.
    var hasWritten = false

    /// Tells whether rows are being inserted, between which no other statement can run.
    var isInserting = false

    /// Why the running transaction cannot go on: what failed in it first.
    var failure: (any Error)?
    private var cursor: StatementCursor?

    /// Tells whether what is being prepared may control transactions and settings.
    var allowsControl = false
    private var controlStatements: [Control: PreparedStatement] = [:]

    /// Opens a connection; throws when the file cannot be opened, is none of SQLite's or cannot be written.
    init(path: String, role: Role, configuration: SQLiteEngine.Configuration) throws {
        unsafe handle = try Self.open(path, role)
        statements = StatementCache(limit: configuration.statements)
        do {
            try prepare(as: role, path: path)
            if let pages = configuration.pageLimit { try limitPages(to: pages) }
        } catch {
            close()
            throw error
        }
    }

    /// Frees the statements and closes the connection; it must not be used afterwards.
    func close() {
        cursor?.close()
        statements.removeAll()
        controlStatements.removeAll()
        unsafe sqlite3_close_v2(handle)
    }

    /// Lends the connection to one call; throws what the body throws, or what failed in it unnoticed.
    func lend<Success>(
        to interruption: Interruption?,
        _ body: (SQLiteConnection) throws -> Success
    ) throws -> Success {
        self.interruption = interruption
        failure = nil
        hasWritten = false
        defer {
            closeCursor()
            self.interruption = nil
            failure = nil
        }
        let success = try body(self)
        if let failure { throw failure }
        try checkForeignKeys()
        return success
    }

    func open(_ sql: SQL) throws -> any RowCursor {
        try start(sql)
    }

    /// Starts a statement and makes its first step.
    func start(_ sql: SQL, shape: SQL.Shape? = nil) throws -> StatementCursor {
        try beginStatement()
        return try noting {
            let statement = try statement(sql, shape: shape ?? SQL.Shape(sql))
            if !statement.isReadOnly { hasWritten = true }
            let cursor = StatementCursor(statement, on: self)
            self.cursor = cursor
            try cursor.start(sql.values)
            return cursor
        }
    }

    /// Ends the statement before; throws when no further one can run.
    func beginStatement() throws {
        closeCursor()
        if isInserting {
            failure = DatabaseError(.statement, "No statement can run while the rows of a batch are visited.")
        }
        if let failure { throw failure }
        try interruption?.check()
    }

    /// Ends the statement that runs, if one does.
    func closeCursor() {
        cursor?.close()
        cursor = nil
    }

    /// Returns the prepared statement of some SQL, from the cache if it is there.
    func statement(_ sql: SQL, shape: SQL.Shape) throws -> PreparedStatement {
        if let statement = statements[shape] { return statement }
        let statement = try PreparedStatement(dialect.text(of: sql), on: self)
        statements[shape] = statement
        return statement
    }

    /// Runs a statement that begins or ends a transaction; callers' own statements cannot.
    func run(_ control: Control) throws {
        allowsControl = true
        defer { allowsControl = false }
        let statement = try controlStatements[control] ?? PreparedStatement(control.rawValue, on: self)
        controlStatements[control] = statement
        defer { statement.reset() }
        try statement.step()
    }

    /// Runs a closure and remembers what it throws: nothing more can be done in the transaction, as on PostgreSQL.
    func noting<Success>(_ body: () throws -> Success) throws -> Success {
        do {
            return try body()
        } catch {
            failure = error
            throw error
        }
    }

    /// Throws when a deferred foreign key would make the commit fail.
    private func checkForeignKeys() throws {
        var current: Int32 = 0
        var highest: Int32 = 0
        unsafe sqlite3_db_status(handle, SQLITE_DBSTATUS_DEFERRED_FKS, &current, &highest, 0)
        guard current != 0 else { return }
        var error = DatabaseError(
            .foreignKeyViolation,
            "A row refers to one that does not exist at the end of the transaction; nothing of it was kept."
        )
        error.engineCode = "SQLITE_CONSTRAINT_FOREIGNKEY"
        throw error
    }
}
