import CSQLite
import MartletDatabase

extension SQLiteConnection {
    /// The statements that begin and end transactions and members of a group.
    enum Control: String {
        case beginRead = "BEGIN"
        case beginWrite = "BEGIN IMMEDIATE"
        case commit = "COMMIT"
        case rollback = "ROLLBACK"
        case beginMember = "SAVEPOINT member"
        case endMember = "RELEASE member"
        case undoMember = "ROLLBACK TO member"
        case beginSavepoint = "SAVEPOINT inner_savepoint"
        case endSavepoint = "RELEASE inner_savepoint"
        case undoSavepoint = "ROLLBACK TO inner_savepoint"
        case truncateLog = "PRAGMA wal_checkpoint(TRUNCATE)"
    }

    /// Tells whether no transaction is open.
    var isIdle: Bool {
        unsafe sqlite3_get_autocommit(handle) != 0
    }

    /// Commits; returns when the disk has everything.
    ///
    /// When the disk fails in the middle, a restart may find the commit complete: that is `commitUnknown`.
    func commit() throws {
        do {
            try run(.commit)
        } catch let error as DatabaseError where error.code == .connection {
            let message = "\(error.message) The commit may be found complete after a restart."
            var unknown = DatabaseError(.commitUnknown, message)
            unknown.engineCode = error.engineCode
            throw unknown
        }
    }

    /// Ends a reading transaction, if one is open.
    func endRead() {
        if !isIdle { abandon() }
    }

    /// Rolls back whatever is open; SQLite has nothing left to undo when that fails.
    func abandon() {
        guard !isIdle else { return }
        _ = try? run(.rollback)
    }

    /// Moves the whole log into the file and empties it; a log that stays behind is read by the next opening.
    ///
    /// - Parameter patience: The milliseconds to wait for those who read from the log; who begins to read meanwhile is
    ///   waited for no more.
    func moveLog(patience: Int32 = SQLiteConnection.patience) {
        unsafe sqlite3_busy_timeout(handle, patience)
        _ = try? run(.truncateLog)
        unsafe sqlite3_busy_timeout(handle, Self.patience)
    }
}
