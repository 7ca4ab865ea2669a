/// The table that records which migrations a database has, and the lock that one process at a time changes it under.
struct MigrationStore: Sendable {
    /// What a database has of the table.
    enum TableState {
        case missing, withoutCompatibility, complete
    }

    func createTable() -> Statement<Changes> {
        """
        CREATE TABLE IF NOT EXISTS martlet_migrations (
            set_name \(type: .text) NOT NULL,
            number \(type: .integer) NOT NULL,
            name \(type: .text) NOT NULL,
            checksum \(type: .text) NOT NULL,
            applied_at \(type: .instant) NOT NULL,
            is_compatible \(type: .boolean) NOT NULL DEFAULT FALSE,
            PRIMARY KEY (set_name, number)
        )
        """
    }

    func addCompatibility() -> Statement<Changes> {
        "ALTER TABLE martlet_migrations ADD COLUMN is_compatible \(type: .boolean) NOT NULL DEFAULT FALSE"
    }

    /// Returns the number of the table's columns: none without the table, five in those of the first days.
    func countColumns(in dialect: Dialect) -> Statement<Int> {
        switch dialect {
        case .sqlite: "SELECT count(*) FROM pragma_table_info('martlet_migrations')"
        case .postgres:
            """
            SELECT count(*) FROM pg_attribute
            WHERE attrelid = to_regclass('martlet_migrations') AND attnum > 0 AND NOT attisdropped
            """
        }
    }

    func state(columns count: Int) -> TableState {
        switch count {
        case 0: .missing
        case 5: .withoutCompatibility
        default: .complete
        }
    }

    func getList(_ state: TableState) -> Statement<[MigrationRecord]> {
        switch state {
        case .missing, .complete:
            "SELECT \(columns: MigrationRecord.self) FROM martlet_migrations ORDER BY set_name, number"
        case .withoutCompatibility:
            """
            SELECT set_name, number, name, checksum, FALSE AS is_compatible, applied_at FROM martlet_migrations
            ORDER BY set_name, number
            """
        }
    }

    func createOne(_ migration: Migration, of set: String, checksum: String) -> Statement<Changes> {
        """
        INSERT INTO martlet_migrations (set_name, number, name, checksum, applied_at, is_compatible)
        VALUES (\(set), \(migration.number), \(migration.name), \(checksum), \(.now), \(migration.isCompatible))
        """
    }

    func deleteOne(_ number: Int, of set: String) -> Statement<Changes> {
        "DELETE FROM martlet_migrations WHERE set_name = \(set) AND number = \(number)"
    }
}

extension MigrationStore {
    /// Takes the lock unless another process has it: until the end of the transaction, or of the session.
    ///
    /// It is asked for and not waited for: a statement that waits holds a snapshot, for whose end a concurrent build of
    /// an index waits in turn.
    func tryLock(in tx: Transaction, forSession: Bool) throws -> Bool {
        guard tx.dialect == .postgres else { return true }
        return forSession
            ? try tx.run("SELECT pg_try_advisory_lock(7309734530)" as Statement<Bool>)
            : try tx.run("SELECT pg_try_advisory_xact_lock(7309734530)" as Statement<Bool>)
    }

    /// Gives the lock of a session back; one that fails gives it back with its connection.
    func unlockSession(in tx: Transaction) throws {
        _ = try tx.run("SELECT pg_advisory_unlock(7309734530)" as Statement<Bool>)
    }

    /// Limits how long the statements that follow wait for locks, up to the end of the transaction or of the session.
    func limitLocks(to timeout: Duration, in tx: Transaction, forSession: Bool) throws {
        guard tx.dialect == .postgres else { return }
        let milliseconds = "\(max(1, Int(timeout / .milliseconds(1))))ms"
        let set: Statement<String> = "SELECT set_config('lock_timeout', \(milliseconds), \(!forSession))"
        _ = try tx.run(set)
    }

    /// Drops the invalid indexes that the statements of a step name, which an earlier attempt has left; returns them.
    func dropInvalidIndexes(of migration: Migration, in tx: Transaction) throws -> [String] {
        let text = migration.up.map { tx.dialect.text(of: $0) }.joined(separator: " ")
        let invalid: Statement<[String]> = """
            SELECT CAST(pg_class.relname AS TEXT) FROM pg_index JOIN pg_class ON pg_class.oid = pg_index.indexrelid
            WHERE NOT pg_index.indisvalid AND pg_table_is_visible(pg_class.oid)
                AND CAST(pg_class.relname AS TEXT) = ANY (
                    regexp_split_to_array(\(text), '[^A-Za-z0-9_]+')
                    || regexp_split_to_array(\(text.lowercased()), '[^a-z0-9_]+')
                )
            """
        let names = try tx.run(invalid)
        guard !names.isEmpty else { return [] }
        let list: Statement<String> = """
            SELECT set_config('martlet.invalid_indexes', \(names.joined(separator: " ")), FALSE)
            """
        _ = try tx.run(list)
        try tx.run(
            """
            DO $$
            DECLARE
                name TEXT;
            BEGIN
                FOREACH name IN ARRAY string_to_array(current_setting('martlet.invalid_indexes'), ' ') LOOP
                    EXECUTE format('DROP INDEX IF EXISTS %I', name);
                END LOOP;
            END
            $$
            """
        )
        return names
    }
}
