import CSQLite
import MartletDatabase

extension SQLiteConnection {
    /// Writes what the database holds now into an empty file; others may read and write meanwhile.
    func copy(into path: String) throws {
        allowsControl = true
        defer { allowsControl = false }
        // What is refused otherwise is every write, also one to another file; this connection cannot write its own.
        try unsafe check(sqlite3_exec(handle, "PRAGMA query_only = OFF", nil, nil, nil))
        let statement = try PreparedStatement("VACUUM INTO $1", on: self)
        try check(try statement.bind([.text(path)]))
        try statement.step()
    }

    /// Throws `corrupted` with SQLite's first finding when pages, rows or indexes are damaged.
    func checkIntegrity() throws {
        let finding: String = try answer(to: "PRAGMA integrity_check(1)")
        guard finding == "ok" else { throw DatabaseError(.corrupted, finding) }
    }

    /// Throws when the log beside the file could not be removed, because another program has the file open.
    func checkIsAlone(in path: String) throws {
        guard try answer(to: "PRAGMA journal_mode") == "delete" else {
            throw DatabaseError(.lockTimeout, "Another program has '\(path)' open; end it, then repeat.")
        }
    }

    private func answer(to sql: SQL) throws -> String {
        let cursor = try start(sql)
        defer { cursor.close() }
        var rows = Rows(cursor)
        return try String.collect(&rows)
    }
}
