/// One numbered step of a schema, with the way back.
///
/// Statements are additionally re-runnable (`IF NOT EXISTS`), so that a step that was interrupted can be run again. A
/// statement that begins with `\(.only(.postgres))` runs on that engine only.
///
/// ```swift
/// Migration(1, "create cards",
///     up: ["CREATE TABLE IF NOT EXISTS cards (id \(type: .id) PRIMARY KEY, title \(type: .text) NOT NULL)"],
///     down: ["DROP TABLE IF EXISTS cards"])
/// Migration(2, "index titles", compatible: true, outsideTransaction: true,
///     up: ["CREATE INDEX \(.concurrently) IF NOT EXISTS cards_title ON cards (title)"],
///     down: ["DROP INDEX \(.concurrently) IF EXISTS cards_title"])
/// ```
public struct Migration: Sendable {
    /// The step's number within its set, from 1, without gaps.
    public let number: Int

    /// What the step does, in a few words.
    public let name: String

    /// Tells whether the programs of the release before work on a schema that has the step.
    public let isCompatible: Bool

    /// Tells whether PostgreSQL runs each of the statements by itself instead of all in one transaction.
    public let isOutsideTransaction: Bool

    let up: [SQL]
    let down: [SQL]

    /// Creates a step; its statements must not bind values.
    ///
    /// - Parameters:
    ///   - number: The number within the set.
    ///   - name: What the step does.
    ///   - compatible: Whether the programs of the release before may start on a schema that has the step. That is
    ///     recorded with it; without it they refuse, and a rolling restart is none.
    ///   - outsideTransaction: Whether PostgreSQL runs each statement by itself, as `CREATE INDEX CONCURRENTLY` must be.
    ///     An invalid index that a failure has left is removed when the step is run again.
    ///   - up: The statements that make the step.
    ///   - down: The statements that undo it.
    public init(
        _ number: Int,
        _ name: String,
        compatible: Bool = false,
        outsideTransaction: Bool = false,
        up: [SQL],
        down: [SQL]
    ) {
        self.number = number
        self.name = name
        isCompatible = compatible
        isOutsideTransaction = outsideTransaction
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
