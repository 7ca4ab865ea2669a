/// The table that records which migrations a database has.
struct MigrationStore: Sendable {
    func createTable() -> Statement<Changes> {
        """
        CREATE TABLE IF NOT EXISTS martlet_migrations (
            set_name \(type: .text) NOT NULL,
            number \(type: .integer) NOT NULL,
            name \(type: .text) NOT NULL,
            checksum \(type: .text) NOT NULL,
            applied_at \(type: .instant) NOT NULL,
            PRIMARY KEY (set_name, number)
        )
        """
    }

    func tableExists(in dialect: Dialect) -> Statement<Int> {
        switch dialect {
        case .sqlite: "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'martlet_migrations'"
        case .postgres: "SELECT count(to_regclass('martlet_migrations'))"
        }
    }

    /// Lets one process at a time create the table, until the end of the transaction.
    func lockSchema(in tx: Transaction) throws {
        switch tx.dialect {
        case .sqlite: break
        case .postgres:
            let locked: Statement<[Int]> = "SELECT 1 FROM (SELECT pg_advisory_xact_lock(7309734530)) AS locked"
            _ = try tx.run(locked)
        }
    }

    /// Lets one process at a time apply or undo steps, until the end of the transaction.
    func lock(in tx: Transaction) throws {
        switch tx.dialect {
        case .sqlite: break
        case .postgres: try tx.run("LOCK TABLE martlet_migrations IN EXCLUSIVE MODE")
        }
    }

    func getList() -> Statement<[MigrationRecord]> {
        "SELECT \(columns: MigrationRecord.self) FROM martlet_migrations ORDER BY set_name, number"
    }

    func getOne(_ number: Int, of set: String) -> Statement<MigrationRecord?> {
        """
        SELECT \(columns: MigrationRecord.self) FROM martlet_migrations WHERE set_name = \(set) AND number = \(number)
        """
    }

    func createOne(_ migration: Migration, of set: String, checksum: String) -> Statement<Changes> {
        """
        INSERT INTO martlet_migrations (set_name, number, name, checksum, applied_at)
        VALUES (\(set), \(migration.number), \(migration.name), \(checksum), \(.now))
        """
    }

    func deleteOne(_ number: Int, of set: String) -> Statement<Changes> {
        "DELETE FROM martlet_migrations WHERE set_name = \(set) AND number = \(number)"
    }
}

/// A step as the database recorded it.
struct MigrationRecord: Record {
    let set: String
    let number: Int
    let name: String
    let checksum: String

    init(reading columns: inout some ColumnReader) throws {
        set = try columns.read("set_name")
        number = try columns.read("number")
        name = try columns.read("name")
        checksum = try columns.read("checksum")
    }
}
