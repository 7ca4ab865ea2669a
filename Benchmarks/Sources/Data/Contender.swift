import ArgumentParser

/// What is compared.
enum Contender: String, ExpressibleByArgument, CaseIterable {
    /// A point select on PostgreSQL through `database.run`.
    case postgresRun = "postgres-run"
    /// The same, a connection for each call.
    case postgresLeased = "postgres-leased"
    /// The same through `database.read { }`.
    case postgresRead = "postgres-read"
    /// Two statements on PostgreSQL through `database.write { }`.
    case postgresWrite = "postgres-write"
    /// A point select on SQLite through `database.run`.
    case sqliteRun = "sqlite-run"
    /// A durable insert into SQLite through `database.run`.
    case sqliteInsert = "sqlite-insert"
    /// The point select through GRDB's `DatabasePool.read`.
    case grdbRead = "grdb-read"
    /// The insert through GRDB's `DatabasePool.write`, made durable by `synchronous = FULL`.
    case grdbInsertFull = "grdb-insert-full"
    /// The insert through GRDB's `DatabasePool.write` as it comes, which the end of the system may lose.
    case grdbInsert = "grdb-insert"
    /// The point select with SQLite's own functions on one thread.
    case bareSelect = "bare-select"
    /// A call that a thread takes and answers, and nothing else.
    case handOff = "hand-off"

    func subject(at place: String) async throws -> any Subject {
        switch self {
        case .postgresRun: try await PostgresSelect(url: place, way: .run)
        case .postgresLeased: try await PostgresSelect(url: place, way: .leased)
        case .postgresRead: try await PostgresSelect(url: place, way: .read)
        case .postgresWrite: try await PostgresWrite(url: place)
        case .sqliteRun: try await SQLiteSelect(directory: place)
        case .sqliteInsert: try await SQLiteInsert(directory: place)
        case .grdbRead: try GRDBSelect(directory: place)
        case .grdbInsertFull: try GRDBInsert(directory: place, synchronous: .full)
        case .grdbInsert: try GRDBInsert(directory: place, synchronous: .asItComes)
        case .bareSelect: try await BareSelect(directory: place)
        case .handOff: HandOff()
        }
    }
}
