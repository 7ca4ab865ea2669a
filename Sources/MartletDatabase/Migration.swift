/// One numbered step of a schema, with the way back.
///
/// Statements are additionally re-runnable (`IF NOT EXISTS`), so that a step that was interrupted can be run again.
///
/// ```swift
/// Migration(1, "create cards",
///     up: ["CREATE TABLE IF NOT EXISTS cards (id \(type: .id) PRIMARY KEY, title \(type: .text) NOT NULL)"],
///     down: ["DROP TABLE IF EXISTS cards"])
/// ```
public struct Migration: Sendable {
    /// The step's number within its set, from 1, without gaps.
    public let number: Int

    /// What the step does, in a few words.
    public let name: String

    let up: [SQL]
    let down: [SQL]

    /// Creates a step from the statements that make it and those that undo it; statements must not bind values.
    public init(_ number: Int, _ name: String, up: [SQL], down: [SQL]) {
        self.number = number
        self.name = name
        self.up = up
        self.down = down
    }
}

/// The steps of one part of the schema: the service's own, or those that a library brings.
public struct MigrationSet: Sendable {
    /// The set's stable name, for example `martlet.jobs`.
    public let name: String

    /// The steps, in the order of their numbers.
    public let migrations: [Migration]

    /// Creates a set.
    public init(_ name: String, _ migrations: [Migration]) {
        self.name = name
        self.migrations = migrations
    }
}
