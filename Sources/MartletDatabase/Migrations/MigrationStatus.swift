/// One step of the schema and whether the database has it.
public struct MigrationStatus: Sendable, Hashable {
    /// The name of the set that the step belongs to.
    public let set: String

    /// The step's number within its set.
    public let number: Int

    /// What the step does.
    public let name: String

    /// Tells whether the database has the step.
    public let isApplied: Bool

    /// Tells whether this program knows the step; others are compatible steps of a newer one.
    public let isKnown: Bool

    init(set: String, migration: Migration, isApplied: Bool) {
        self.set = set
        number = migration.number
        name = migration.name
        self.isApplied = isApplied
        isKnown = true
    }

    init(ofNewerProgram record: MigrationRecord) {
        set = record.set
        number = record.number
        name = record.name
        isApplied = true
        isKnown = false
    }
}
