import CSQLite

/// SQLite's extended result codes, which its header makes by shifting, and the names of all that are told.
enum SQLiteCode {
    static let check = SQLITE_CONSTRAINT | 1 << 8
    static let foreignKey = SQLITE_CONSTRAINT | 3 << 8
    static let notNull = SQLITE_CONSTRAINT | 5 << 8
    static let primaryKey = SQLITE_CONSTRAINT | 6 << 8
    static let trigger = SQLITE_CONSTRAINT | 7 << 8
    static let unique = SQLITE_CONSTRAINT | 8 << 8
    static let rowID = SQLITE_CONSTRAINT | 10 << 8
    static let dataType = SQLITE_CONSTRAINT | 12 << 8

    /// The name of a code as SQLite's documentation spells it; that of its family with the number if it has none here.
    static func name(of code: Int32) -> String {
        names[code] ?? names[code & 0xFF].map { "\($0), \(code)" } ?? "SQLITE_\(code)"
    }

    private static let names: [Int32: String] = [
        SQLITE_ERROR: "SQLITE_ERROR",
        SQLITE_PERM: "SQLITE_PERM",
        SQLITE_ABORT: "SQLITE_ABORT",
        SQLITE_BUSY: "SQLITE_BUSY",
        SQLITE_LOCKED: "SQLITE_LOCKED",
        SQLITE_NOMEM: "SQLITE_NOMEM",
        SQLITE_READONLY: "SQLITE_READONLY",
        SQLITE_INTERRUPT: "SQLITE_INTERRUPT",
        SQLITE_IOERR: "SQLITE_IOERR",
        SQLITE_CORRUPT: "SQLITE_CORRUPT",
        SQLITE_FULL: "SQLITE_FULL",
        SQLITE_CANTOPEN: "SQLITE_CANTOPEN",
        SQLITE_PROTOCOL: "SQLITE_PROTOCOL",
        SQLITE_TOOBIG: "SQLITE_TOOBIG",
        SQLITE_CONSTRAINT: "SQLITE_CONSTRAINT",
        SQLITE_MISMATCH: "SQLITE_MISMATCH",
        SQLITE_MISUSE: "SQLITE_MISUSE",
        SQLITE_AUTH: "SQLITE_AUTH",
        SQLITE_RANGE: "SQLITE_RANGE",
        SQLITE_NOTADB: "SQLITE_NOTADB",
        check: "SQLITE_CONSTRAINT_CHECK",
        foreignKey: "SQLITE_CONSTRAINT_FOREIGNKEY",
        notNull: "SQLITE_CONSTRAINT_NOTNULL",
        primaryKey: "SQLITE_CONSTRAINT_PRIMARYKEY",
        trigger: "SQLITE_CONSTRAINT_TRIGGER",
        unique: "SQLITE_CONSTRAINT_UNIQUE",
        rowID: "SQLITE_CONSTRAINT_ROWID",
        dataType: "SQLITE_CONSTRAINT_DATATYPE",
    ]
}
