import MartletContext

/// The steps that a database has recorded, held against those that the program knows.
struct MigrationHistory: Sendable {
    let records: [MigrationRecord]
    let sets: [MigrationSet]
    let dialect: Dialect

    /// Tells whether the database has a step.
    func has(_ migration: Migration, of set: MigrationSet) -> Bool {
        records.contains { $0.set == set.name && $0.number == migration.number }
    }

    /// The steps that the program knows and the database does not have, in the order in which they are applied.
    var pending: [MigrationStep] {
        sets.flatMap { set in set.migrations.map { MigrationStep(set: set, migration: $0) } }
            .filter { !has($0.migration, of: $0.set) }
    }

    /// The steps that the database has and the program does not know.
    var unknown: [MigrationRecord] {
        records.filter { step(of: $0) == nil }
    }

    /// The steps that the database has, the last one first; steps of the same moment by their place in the program.
    var applied: [MigrationStep] {
        let known = sets.flatMap { set in set.migrations.map { MigrationStep(set: set, migration: $0) } }.reversed()
        let dated = known.enumerated().compactMap { position, step in
            records.first { $0.set == step.set.name && $0.number == step.migration.number }
                .map { (step: step, at: $0.appliedAt.microseconds, position: position) }
        }
        return dated.sorted { ($1.at, $0.position) < ($0.at, $1.position) }.map(\.step)
    }

    /// Throws `migrationDrift` for the first step that was changed, or that the program does not know and is not
    /// compatible.
    func refuseDrift() throws {
        for record in records {
            guard let step = step(of: record) else {
                guard record.isCompatible else { throw unknownError(record) }
                continue
            }
            guard step.migration.checksum(in: dialect) == record.checksum else {
                throw DatabaseError(
                    .migrationDrift,
                    """
                    Migration \(record.number) '\(record.name)' of '\(record.set)' was changed after it was applied; undo \
                    the change and write a new migration instead.
                    """
                )
            }
        }
    }

    private func step(of record: MigrationRecord) -> MigrationStep? {
        guard let set = sets.first(where: { $0.name == record.set }),
            let migration = set.migrations.first(where: { $0.number == record.number })
        else { return nil }
        return MigrationStep(set: set, migration: migration)
    }

    private func unknownError(_ record: MigrationRecord) -> DatabaseError {
        DatabaseError(
            .migrationDrift,
            """
            The database has migration \(record.number) '\(record.name)' of '\(record.set)', which this program does not \
            know and which is not marked as compatible; start the newer program, or restore the backup that fits this one.
            """
        )
    }
}

/// A step and the set that it belongs to.
struct MigrationStep: Sendable {
    let set: MigrationSet
    let migration: Migration

    /// The step in messages.
    var title: String { "Migration \(migration.number) '\(migration.name)' of '\(set.name)'" }

    /// The step as it stands in a list.
    func status(isApplied: Bool) -> MigrationStatus {
        MigrationStatus(set: set.name, migration: migration, isApplied: isApplied)
    }
}
