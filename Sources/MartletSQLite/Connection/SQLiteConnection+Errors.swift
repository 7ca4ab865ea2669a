import CSQLite
import Glibc
import MartletDatabase

extension SQLiteConnection {
    /// Throws when SQLite's answer is an error.
    func check(_ code: Int32) throws {
        guard code == SQLITE_OK else { throw error(code) }
    }

    /// The error that a code of SQLite stands for; an interrupted call ends with the reason of its interruption.
    func error(_ code: Int32) -> any Error {
        if code == SQLITE_INTERRUPT, let reason = interruption?.error { return reason }
        return unsafe DatabaseError(sqlite: code, handle, path: nil)
    }
}

extension DatabaseError {
    /// Translates SQLite's extended code and message, which name constraints and columns but never bound values.
    init(sqlite code: Int32, _ handle: OpaquePointer?, path: String?) {
        var text = unsafe handle.map { unsafe String(cString: sqlite3_errmsg($0)) } ?? "The database cannot be opened."
        if code & 0xFF == SQLITE_IOERR, let reason = unsafe handle.map({ unsafe csqlite_system_errno($0) }), reason != 0
        {
            // The system's own word: that the disk has become read-only, for example.
            text += unsafe ": " + String(cString: strerror(reason))
        }
        self.init(Self.code(of: code), text)
        engineCode = SQLiteCode.name(of: code)
        switch code {
        case SQLiteCode.unique, SQLiteCode.primaryKey, SQLiteCode.notNull:
            let subject = Self.subject(of: text)
            if subject.hasPrefix("index '") {
                constraint = String(subject.dropFirst(7).dropLast())
            } else {
                column = subject
            }
        case SQLiteCode.check: constraint = Self.subject(of: text)
        default: self = explained(for: code & 0xFF, path: path)
        }
    }

    /// What stands behind the colon of a message such as `UNIQUE constraint failed: cards.title`.
    private static func subject(of message: String) -> String {
        guard let colon = message.firstIndex(of: ":") else { return message }
        return String(message[message.index(after: colon)...].drop { $0 == " " })
    }

    private static func code(of code: Int32) -> Code {
        switch code {
        case SQLiteCode.unique, SQLiteCode.primaryKey, SQLiteCode.rowID: return .uniqueViolation
        case SQLiteCode.foreignKey: return .foreignKeyViolation
        case SQLiteCode.check: return .checkViolation
        case SQLiteCode.notNull: return .notNullViolation
        default: break
        }
        switch code & 0xFF {
        case SQLITE_FULL: return .full
        case SQLITE_READONLY, SQLITE_PERM: return .readOnly
        case SQLITE_CORRUPT, SQLITE_NOTADB: return .corrupted
        case SQLITE_BUSY, SQLITE_LOCKED: return .lockTimeout
        case SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_NOMEM, SQLITE_PROTOCOL: return .connection
        default: return .statement
        }
    }

    /// The same error with what to do about it.
    private func explained(for code: Int32, path: String?) -> DatabaseError {
        let file = path.map { "The database file '\($0)'" } ?? "The database file"
        let advice: String? =
            switch code {
            case SQLITE_FULL: "The disk or the database is full; free space, then repeat"
            case SQLITE_READONLY, SQLITE_PERM: "The database cannot be written here"
            case SQLITE_CORRUPT: "\(file) is damaged; stop, keep a copy of it and restore the last backup"
            case SQLITE_NOTADB: "\(file) is not a SQLite database; check the path"
            case SQLITE_BUSY, SQLITE_LOCKED: "Another program holds a lock on the database file; end it, then repeat"
            case SQLITE_CANTOPEN: "\(file) cannot be opened; check the path and the rights of its directory"
            case SQLITE_IOERR: "Reading or writing the database file failed; check the disk"
            case SQLITE_AUTH:
                "Statements must not begin or end transactions, attach files or change settings; the kit does"
            default: nil
            }
        guard let advice else { return self }
        var error = DatabaseError(self.code, "\(advice) (\(message)).")
        error.engineCode = engineCode
        return error
    }
}
