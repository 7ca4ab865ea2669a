import Logging
import MartletContext

/// Brings a database's schema to what the program needs, one numbered step after the other.
///
/// Each step runs in a transaction of its own that also records it, under a lock, so that several processes may start at
/// once. A step that was recorded with another text, or that the program does not know, is drift and refused.
public struct Migrator: Sendable {
    private let database: Database
    private let sets: [MigrationSet]
    private let store = MigrationStore()

    /// Creates a migrator for the sets that the service's parts bring.
    ///
    /// - Parameters:
    ///   - database: The database to migrate.
    ///   - sets: The sets, in the order in which they are applied.
    /// - Throws: `migrationDrift` when a set appears twice, or its numbers do not count up from 1 without gaps.
    public init(database: Database, sets: [MigrationSet]) throws {
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
    }

    /// Applies every step that is not applied yet.
    ///
    /// - Returns: The steps applied by this call, in order.
    /// - Throws: `migrationDrift` before anything is applied, or the first failing step's error; steps before it stay.
    @discardableResult
    public func up() async throws -> [MigrationStatus] {
        try await createTable()
        _ = try await status()
        var applied: [MigrationStatus] = []
        for set in sets {
            for migration in set.migrations where try await apply(migration, of: set) {
                applied.append(MigrationStatus(set: set.name, migration: migration, isApplied: true))
                Context.current.logger.info(
                    "migration_applied",
                    metadata: ["set": "\(set.name)", "number": "\(migration.number)", "migration": "\(migration.name)"]
                )
            }
        }
        return applied
    }

    /// Undoes every applied step, the last one first; what the steps created is gone with its data.
    public func down() async throws {
        try await createTable()
        for set in sets.reversed() {
            for migration in set.migrations.reversed() { try await revert(migration, of: set) }
        }
    }

    /// Returns every step the program knows, and whether it is applied; throws `migrationDrift` when the two differ.
    public func status() async throws -> [MigrationStatus] {
        let recorded = try await recorded()
        for record in recorded { try refuseDrift(record) }
        return sets.flatMap { set in
            set.migrations.map { migration in
                let isApplied = recorded.contains { $0.set == set.name && $0.number == migration.number }
                return MigrationStatus(set: set.name, migration: migration, isApplied: isApplied)
            }
        }
    }

    /// Returns normally when every step is applied and none other; throws `migrationDrift` naming the first difference.
    public func check() async throws {
        guard let pending = try await status().first(where: { !$0.isApplied }) else { return }
        throw DatabaseError(
            .migrationDrift,
            "Migration \(pending.number) '\(pending.name)' of '\(pending.set)' is not applied; run 'migrate up' first."
        )
    }

    /// Creates the table of migrations; processes that start at once do so one after the other.
    private func createTable() async throws {
        try await database.write(isolation: .readCommitted) { [store] tx in
            try store.lockSchema(in: tx)
            try tx.run(store.createTable())
        }
    }

    private func recorded() async throws -> [MigrationRecord] {
        let exists = try await database.run(store.tableExists(in: database.engine.dialect))
        return exists > 0 ? try await database.run(store.getList()) : []
    }

    private func refuseDrift(_ record: MigrationRecord) throws {
        guard let set = sets.first(where: { $0.name == record.set }),
            let migration = set.migrations.first(where: { $0.number == record.number })
        else {
            throw DatabaseError(
                .migrationDrift,
                """
                The database has migration \(record.number) '\(record.name)' of '\(record.set)', which this program does \
                not know; start the newer program, or restore the backup that fits this one.
                """
            )
        }
        guard migration.checksum(in: database.engine.dialect) == record.checksum else {
            throw DatabaseError(
                .migrationDrift,
                """
                Migration \(record.number) '\(record.name)' of '\(record.set)' was changed after it was applied; undo the \
                change and write a new migration instead.
                """
            )
        }
    }

    private func apply(_ migration: Migration, of set: MigrationSet) async throws -> Bool {
        let checksum = migration.checksum(in: database.engine.dialect)
        return try await database.write(isolation: .readCommitted) { [store] tx in
            try store.lock(in: tx)
            guard try tx.run(store.getOne(migration.number, of: set.name)) == nil else { return false }
            for sql in migration.up { try tx.run(Statement<Changes>(sql)) }
            try tx.run(store.createOne(migration, of: set.name, checksum: checksum))
            return true
        }
    }

    private func revert(_ migration: Migration, of set: MigrationSet) async throws {
        try await database.write(isolation: .readCommitted) { [store] tx in
            try store.lock(in: tx)
            guard try tx.run(store.getOne(migration.number, of: set.name)) != nil else { return }
            for sql in migration.down { try tx.run(Statement<Changes>(sql)) }
            try tx.run(store.deleteOne(migration.number, of: set.name))
        }
    }
}
