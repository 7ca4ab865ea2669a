import Logging
import MartletContext

/// Brings a database's schema to what the program needs, one numbered step after the other.
///
/// Each step runs in a transaction of its own that also records it, under a lock, so that several processes may start at
/// once. A step that was recorded with another text is drift and refused; so is one that the program does not know, unless
/// it was marked as compatible when it was applied.
public struct Migrator: Sendable {
    let database: Database
    let sets: [MigrationSet]
    let lockTimeout: Duration
    let store = MigrationStore()

    /// Creates a migrator for the sets that the service's parts bring.
    ///
    /// - Parameters:
    ///   - database: The database to migrate, with a role that may change its schema.
    ///   - sets: The sets, in the order in which they are applied.
    ///   - lockTimeout: How long a statement waits on PostgreSQL for a lock that others hold, while all who come later
    ///     wait behind it.
    /// - Throws: `migrationDrift` when a set appears twice, or its numbers do not count up from 1 without gaps.
    public init(database: Database, sets: [MigrationSet], lockTimeout: Duration = .seconds(5)) throws {
        for (position, set) in sets.enumerated() {
            guard !sets[..<position].contains(where: { $0.name == set.name }) else {
                throw DatabaseError(.migrationDrift, "The migration set '\(set.name)' is listed twice; list it once.")
            }
            guard set.migrations.map(\.number) == Array(1..<set.migrations.count + 1) else {
                throw DatabaseError(
                    .migrationDrift,
                    "The migrations of '\(set.name)' must be numbered 1 to \(set.migrations.count), each number once."
                )
            }
        }
        self.database = database
        self.sets = sets
        self.lockTimeout = lockTimeout
    }

    /// Applies every step that is not applied yet.
    ///
    /// - Parameter allowingDrop: Whether steps may drop something, with the data in it.
    /// - Returns: The steps applied by this call, in order.
    /// - Throws: `migrationDrift` or `dropRefused` before anything is applied, or the first failing step's error; steps
    ///   before it stay.
    @discardableResult
    public func up(allowingDrop: Bool = false) async throws -> [MigrationStatus] {
        let history = try await history()
        try history.refuseDrift()
        let pending = history.pending
        if !allowingDrop { try refuseDrops(in: pending) }
        guard !pending.isEmpty else { return [] }
        try await createTable()
        var applied: [MigrationStatus] = []
        for step in pending where try await run(step, .up) {
            applied.append(step.status(isApplied: true))
            Context.current.logger.info("migration_applied", metadata: step.metadata)
        }
        return applied
    }

    /// Undoes the steps that were applied last; what they created is gone with its data.
    ///
    /// - Parameter count: How many steps to undo; all of them without one.
    /// - Returns: The steps undone by this call, in order.
    /// - Throws: `migrationDrift` when a newer program has applied steps, or the first failing step's error.
    @discardableResult
    public func down(_ count: Int? = nil) async throws -> [MigrationStatus] {
        let history = try await history()
        if let newer = history.unknown.last {
            throw DatabaseError(
                .migrationDrift,
                """
                The database has migration \(newer.number) '\(newer.name)' of '\(newer.set)', which this program does not \
                know; undo it with the newer program first.
                """
            )
        }
        var undone: [MigrationStatus] = []
        for step in history.applied.prefix(count ?? .max) where try await run(step, .down) {
            undone.append(step.status(isApplied: false))
            Context.current.logger.warning("migration_undone", metadata: step.metadata)
        }
        return undone
    }

    /// Returns every step of the program and of the database, and whether it is applied.
    ///
    /// - Throws: `migrationDrift` when the two contradict each other.
    public func status() async throws -> [MigrationStatus] {
        let history = try await history()
        try history.refuseDrift()
        let known = sets.flatMap { set in
            set.migrations.map { MigrationStatus(set: set.name, migration: $0, isApplied: history.has($0, of: set)) }
        }
        return known + history.unknown.map { MigrationStatus(ofNewerProgram: $0) }
    }

    /// Returns normally when every step is applied and no other but compatible ones; changes nothing.
    ///
    /// - Throws: `migrationDrift` naming the first difference.
    public func check() async throws {
        let history = try await history()
        try history.refuseDrift()
        guard let pending = history.pending.first else { return }
        throw DatabaseError(.migrationDrift, "\(pending.title) is not applied; run 'migrate up' first.")
    }

    private func refuseDrops(in steps: [MigrationStep]) throws {
        let dialect = database.engine.dialect
        for step in steps where step.migration.up.contains(where: { $0.isFor(dialect) && $0.drops(in: dialect) }) {
            throw DatabaseError(
                .dropRefused,
                """
                \(step.title) drops something, and what is in it; run 'migrate up --allow-drop' when that is meant. \
                Nothing was applied.
                """
            )
        }
    }

    private func history() async throws -> MigrationHistory {
        let dialect = database.engine.dialect
        let state = store.state(columns: try await database.run(store.countColumns(in: dialect)))
        guard state != .missing else { return MigrationHistory(records: [], sets: sets, dialect: dialect) }
        do {
            let records = try await database.run(store.getList(state))
            return MigrationHistory(records: records, sets: sets, dialect: dialect)
        } catch let error as DatabaseError where error.isLackOfPrivilege {
            throw DatabaseError(
                .refused,
                "The role of the service may not read the table martlet_migrations; grant it SELECT on it."
            )
        }
    }
}

extension MigrationStep {
    var metadata: Logger.Metadata {
        ["set": "\(set.name)", "number": "\(migration.number)", "migration": "\(migration.name)"]
    }
}

extension DatabaseError {
    /// Tells whether PostgreSQL says that the role may not do this.
    var isLackOfPrivilege: Bool { engineCode == "42501" }
}
