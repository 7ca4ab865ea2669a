import CSQLite
import MartletDatabase

extension SQLiteConnection {
    /// The milliseconds to wait for a lock that another program has.
    static let patience: Int32 = 250

    /// Sets the library up, once for a process and before its first use.
    private static let library: Int32 = csqlite_forgo_memory_statistics()

    static func open(_ path: String, _ role: Role) throws -> OpaquePointer {
        _ = library
        let access =
            switch role {
            case .writer: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
            case .alone: SQLITE_OPEN_READWRITE
            case .reader: SQLITE_OPEN_READONLY
            }
        var handle: OpaquePointer?
        let flags = access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE
        let code = unsafe sqlite3_open_v2(path, &handle, flags, nil)
        guard code == SQLITE_OK, let opened = unsafe handle else {
            defer { unsafe sqlite3_close_v2(handle) }
            throw unsafe DatabaseError(sqlite: code, handle, path: path)
        }
        return unsafe opened
    }

    /// Sets the connection up and looks into the file for the first time.
    func prepare(as role: Role, path: String) throws {
        unsafe sqlite3_busy_timeout(handle, Self.patience)
        unsafe csqlite_configure(handle, SQLITE_DBCONFIG_DEFENSIVE, 1)
        let settings =
            switch role {
            case .writer:
                """
                PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;
                PRAGMA trusted_schema = OFF; PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -8192;
                SELECT count(*) FROM sqlite_schema
                """
            case .reader:
                """
                PRAGMA query_only = ON; PRAGMA wal_autocheckpoint = 0; PRAGMA trusted_schema = OFF; PRAGMA cache_size = -8192;
                SELECT count(*) FROM sqlite_schema
                """
            case .alone:
                """
                PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF;
                SELECT count(*) FROM sqlite_schema
                """
            }
        if role == .reader { unsafe csqlite_configure(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1) }
        let code = unsafe sqlite3_exec(handle, settings, nil, nil, nil)
        guard code == SQLITE_OK else { throw unsafe DatabaseError(sqlite: code, handle, path: path) }
        if role == .writer, unsafe sqlite3_db_readonly(handle, "main") != 0 {
            throw DatabaseError(
                .readOnly,
                "The database file '\(path)' cannot be written; give this user the right to write it and its directory."
            )
        }
        watch()
    }

    /// Makes the file full when it has so many pages.
    func limitPages(to count: Int) throws {
        allowsControl = true
        defer { allowsControl = false }
        try unsafe check(sqlite3_exec(handle, "PRAGMA max_page_count = \(count)", nil, nil, nil))
    }

    /// Lets the connection be interrupted for its running call, and refuses callers' control of transactions.
    private func watch() {
        let connection = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe sqlite3_progress_handler(
            handle,
            1000,
            { connection in
                guard let connection = unsafe connection else { return 0 }
                let running = unsafe Unmanaged<SQLiteConnection>.fromOpaque(connection).takeUnretainedValue()
                return running.interruption?.error == nil ? 0 : 1
            },
            connection
        )
        unsafe sqlite3_set_authorizer(
            handle,
            { connection, action, first, second, _, _ in
                guard let connection = unsafe connection else { return SQLITE_DENY }
                let running = unsafe Unmanaged<SQLiteConnection>.fromOpaque(connection).takeUnretainedValue()
                if running.allowsControl { return SQLITE_OK }
                switch action {
                case SQLITE_TRANSACTION, SQLITE_SAVEPOINT, SQLITE_ATTACH, SQLITE_DETACH: return SQLITE_DENY
                case SQLITE_PRAGMA:
                    let setting = unsafe first.map { unsafe String(cString: $0) } ?? ""
                    let isQuestion = unsafe second == nil || SQLiteConnection.questions.contains(setting)
                    return isQuestion ? SQLITE_OK : SQLITE_DENY
                default: return SQLITE_OK
                }
            },
            connection
        )
    }

    /// The pragmas that only ask although they have an argument.
    private static let questions: Set<String> = [
        "foreign_key_check", "foreign_key_list", "index_info", "index_list", "index_xinfo", "integrity_check",
        "quick_check", "table_info", "table_list", "table_xinfo",
    ]
}
