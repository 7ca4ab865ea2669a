import Logging
import MartletContext

extension Migrator {
    /// The way that a step goes.
    enum Direction {
        case up, down
    }

    /// How long another process may migrate while this one waits.
    private static let patience = Duration.seconds(600)

    /// How long a statement outside of a transaction waits for others, whom it does not hold up.
    private static let concurrentLockTimeout = Duration.seconds(600)

    /// Creates the table of migrations; processes that start at once do so one after the other.
    func createTable() async throws {
        try await explaining("The table of migrations") {
            try await waitingForLock {
                try await database.write(isolation: .readCommitted) { [store] tx -> Void? in
                    guard try store.tryLock(in: tx, forSession: false) else { return nil }
                    switch store.state(columns: try tx.run(store.countColumns(in: tx.dialect))) {
                    case .missing: try tx.run(store.createTable())
                    case .withoutCompatibility: try tx.run(store.addCompatibility())
                    case .complete: break
                    }
                    return ()
                }
            }
        }
    }

    /// Applies or undoes a step; false when another process was quicker.
    func run(_ step: MigrationStep, _ direction: Direction) async throws -> Bool {
        let isAlone = step.migration.isOutsideTransaction && database.engine.dialect == .postgres
        return try await explaining(step.title) {
            try await waitingForLock {
                if isAlone {
                    try await database.session { try run(step, direction, in: $0, isAlone: true) }
                } else {
                    try await database.write(isolation: .readCommitted) {
                        try run(step, direction, in: $0, isAlone: false)
                    }
                }
            }
        }
    }

    /// Applies or undoes a step; nil when another process has the lock.
    private func run(
        _ step: MigrationStep,
        _ direction: Direction,
        in tx: Transaction,
        isAlone: Bool
    ) throws -> Bool? {
        guard try store.tryLock(in: tx, forSession: isAlone) else { return nil }
        let migration = step.migration
        // What has been read before the lock was taken is out of date.
        let history = MigrationHistory(records: try tx.run(store.getList(.complete)), sets: sets, dialect: tx.dialect)
        try history.refuseDrift()
        let isDue = history.has(migration, of: step.set) == (direction == .down)
        if isDue {
            try store.limitLocks(to: lockTimeout, in: tx, forSession: isAlone)
            if isAlone, direction == .up {
                for index in try store.dropInvalidIndexes(of: migration, in: tx) {
                    Context.current.logger.warning("migration_index_invalid", metadata: ["index": "\(index)"])
                }
            }
            if isAlone { try store.limitLocks(to: Self.concurrentLockTimeout, in: tx, forSession: true) }
            for sql in direction == .up ? migration.up : migration.down where sql.isFor(tx.dialect) {
                try tx.run(Statement<Changes>(sql))
            }
            switch direction {
            case .up:
                let checksum = migration.checksum(in: tx.dialect)
                try tx.run(store.createOne(migration, of: step.set.name, checksum: checksum))
            case .down: try tx.run(store.deleteOne(migration.number, of: step.set.name))
            }
        }
        if isAlone { try store.unlockSession(in: tx) }
        return isDue
    }

    /// Repeats an operation until it gets the lock, which is another process's and waited for by the machine's clock.
    private func waitingForLock<Success>(_ operation: () async throws -> Success?) async throws -> Success {
        let clock = SystemTime()
        let end = clock.uptime + Self.patience
        while true {
            if let success = try await operation() { return success }
            guard clock.uptime < end else {
                throw DatabaseError(
                    .lockTimeout,
                    "Another process has been migrating \(database.engine.name) for \(Self.patience); see what it does."
                )
            }
            try await clock.sleep(for: .milliseconds(50))
        }
    }

    /// Adds to a database's error what was being done, and what to do about it where that is known.
    private func explaining<Success>(
        _ title: String,
        _ operation: () async throws -> Success
    ) async throws -> Success {
        do { return try await operation() } catch let error as DatabaseError {
            let message =
                if error.isLackOfPrivilege {
                    """
                    \(title) needs a role that owns the schema; give its URL as DATABASE_MIGRATION_URL. The server says: \
                    \(error.message)
                    """
                } else if error.code == .lockTimeout, error.engineCode != nil {
                    """
                    \(title) waited \(lockTimeout) for a lock that others hold, so that nobody waits behind it for longer; \
                    run it again when they have ended, or raise DATABASE_MIGRATION_LOCK_TIMEOUT.
                    """
                } else if [.migrationDrift, .connection, .closed].contains(error.code) {
                    error.message
                } else {
                    "\(title) failed: \(error.message)"
                }
            var explained = DatabaseError(error.isLackOfPrivilege ? .refused : error.code, message)
            (explained.constraint, explained.column) = (error.constraint, error.column)
            explained.engineCode = error.engineCode
            throw explained
        }
    }
}

extension Database {
    /// Runs statements one by one on one connection, outside of a transaction.
    func session<Success: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Success
    ) async throws -> Success {
        let context = Context.current
        return try await engine.transaction(.session) { [watch] connection in
            try context.run { try body(Transaction(StatementRunner(connection, watch))) }
        }
    }
}
