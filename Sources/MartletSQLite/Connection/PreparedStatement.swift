import CSQLite
import MartletDatabase

/// A statement that SQLite has compiled, freed with the object; it belongs to its connection's thread.
@safe
final class PreparedStatement {
    let handle: OpaquePointer
    private unowned let connection: SQLiteConnection
    private var names: [String]?
    private var preparations: Int32 = 0

    /// Compiles the first statement of a text.
    init(_ text: String, on connection: SQLiteConnection) throws {
        var handle: OpaquePointer?
        let code = unsafe sqlite3_prepare_v3(
            connection.handle,
            text,
            -1,
            UInt32(SQLITE_PREPARE_PERSISTENT),
            &handle,
            nil
        )
        guard code == SQLITE_OK else { throw connection.error(code) }
        guard let compiled = unsafe handle else { throw DatabaseError(.statement, "The statement is empty.") }
        unsafe self.handle = compiled
        self.connection = connection
    }

    deinit {
        unsafe sqlite3_finalize(handle)
    }

    /// Tells whether the statement cannot change the database.
    var isReadOnly: Bool {
        unsafe sqlite3_stmt_readonly(handle) != 0
    }

    /// The names of the columns; asked after the first step, which compiles anew when the schema has changed.
    var columnNames: [String] {
        let preparations = unsafe sqlite3_stmt_status(handle, SQLITE_STMTSTATUS_REPREPARE, 0)
        if let names, preparations == self.preparations { return names }
        self.preparations = preparations
        let names = unsafe (0..<sqlite3_column_count(handle)).map { column in
            unsafe sqlite3_column_name(handle, column).map { unsafe String(cString: $0) } ?? ""
        }
        self.names = names
        return names
    }

    /// Moves to the next row; false behind the last one.
    @discardableResult
    func step() throws -> Bool {
        switch unsafe sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw connection.error(code)
        }
    }

    /// Ends the run and forgets the values.
    func reset() {
        unsafe sqlite3_reset(handle)
        unsafe sqlite3_clear_bindings(handle)
    }
}
