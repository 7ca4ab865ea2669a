public import MartletDatabase
package import MartletHTTP
package import MartletJobs

/// The parts of a service, in the order in which they are prepared.
///
/// ```swift
/// Assembly {
///     database
///     CardSchema.migrations
///     jobs.workers { CardReminder(cards: cards) }
///     try HTTPServer(settings.scoped(to: "http")) { CardRoutes(cards: cards) }
/// }
/// ```
public struct Assembly: Sendable {
    private(set) var parts: [Part]

    /// Creates an assembly from the parts listed.
    public init(@PartsBuilder _ parts: () throws -> [Part]) rethrows {
        self.parts = try parts()
    }

    /// One part of a service.
    public enum Part: Sendable {
        /// A part that runs.
        case component(any Component)
        /// A part that others connect to.
        case listener(any Listener)
        /// A database, which is migrated after it is prepared.
        case database(Database)
        /// A part of the databases' schema.
        case migrations(MigrationSet)
        /// A fact for the start-up record.
        case fact(Fact)
    }

    /// Collects the parts of an assembly.
    @resultBuilder
    public enum PartsBuilder: Sendable {
        /// Adds a part that runs.
        public static func buildExpression(_ component: some Component) -> [Part] { [.component(component)] }
        /// Adds a part that others connect to.
        public static func buildExpression(_ listener: some Listener) -> [Part] { [.listener(listener)] }
        /// Adds a database.
        public static func buildExpression(_ database: Database) -> [Part] { [.database(database)] }
        /// Adds a part of the databases' schema.
        public static func buildExpression(_ migrations: MigrationSet) -> [Part] { [.migrations(migrations)] }
        /// Adds a fact for the start-up record.
        public static func buildExpression(_ fact: Fact) -> [Part] { [.fact(fact)] }
        /// Adds parts at hand.
        public static func buildExpression(_ parts: [Part]) -> [Part] { parts }
        /// Joins the parts of a block.
        public static func buildBlock(_ parts: [Part]...) -> [Part] { parts.flatMap(\.self) }
        /// Adds the parts of an `if` without an `else`.
        public static func buildOptional(_ parts: [Part]?) -> [Part] { parts ?? [] }
        /// Adds the parts of an `if`.
        public static func buildEither(first parts: [Part]) -> [Part] { parts }
        /// Adds the parts of an `else`.
        public static func buildEither(second parts: [Part]) -> [Part] { parts }
        /// Adds the parts of a loop.
        public static func buildArray(_ parts: [[Part]]) -> [Part] { parts.flatMap(\.self) }
    }

    /// Adds a listener of the kit's own, which is bound first and drained last.
    mutating func insert(_ listener: any Listener) {
        parts.insert(.listener(listener), at: 0)
    }

    /// Adds what the kit itself does for databases that have the table of idempotency keys, behind them.
    mutating func addUpkeep() {
        guard migrations.contains(where: { $0.name == Database.idempotencyMigrations.name }) else { return }
        parts.append(.component(IdempotencySweep(databases: databases)))
    }

    var listeners: [any Listener] {
        parts.compactMap { if case .listener(let listener) = $0 { listener } else { nil } }
    }

    /// The HTTP servers, in the order of the assembly.
    package var servers: [HTTPServer] {
        listeners.compactMap { $0 as? HTTPServer }
    }

    /// The workers of job queues.
    package var workers: [JobWorkers] {
        parts.compactMap { if case .component(let component) = $0 { component as? JobWorkers } else { nil } }
    }

    /// The databases, in the order of the assembly.
    package var databases: [Database] {
        parts.compactMap { if case .database(let database) = $0 { database } else { nil } }
    }

    /// The sets that are listed and those that components bring; a set that is also listed counts once.
    var migrations: [MigrationSet] {
        var sets = parts.compactMap { if case .migrations(let set) = $0 { set } else { nil } }
        for case .component(let component) in parts {
            for set in component.migrations where !sets.contains(where: { $0.name == set.name }) { sets.append(set) }
        }
        return sets
    }

    /// The facts for the record that is logged when the service has started.
    public var facts: [Fact] {
        parts.compactMap { if case .fact(let fact) = $0 { fact } else { nil } }
    }
}
