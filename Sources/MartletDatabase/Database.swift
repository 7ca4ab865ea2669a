import MartletContext
import MartletResilience

/// A database: statements run, transactions read and write, on SQLite and PostgreSQL alike.
///
/// Transactions are synchronous closures on the engine's threads. Their handle cannot leave them and nothing can be
/// awaited in them, so no network call happens while a lock is held. The closure's only lasting effects are the
/// handle's: it may run more than once.
///
/// ```swift
/// let card = try await database.run(store.getOne(id, owner: member))
/// let created = try await database.write { tx in
///     let card = try store.createOne(payload, owner: member, in: tx)
///     try jobs.enqueue(RemindAssignee(card: card.id), in: tx)
///     return card
/// }
/// ```
public final class Database: Sendable {
    /// The engine underneath.
    public let engine: any DatabaseEngine

    /// Makes an engine with the role that owns the schema, for migrations; nil where ``engine`` does them.
    package let makeOwner: (@Sendable () throws -> any DatabaseEngine)?

    /// How often a transaction that lost against a concurrent one is run again.
    private static let retries = RetryPolicy(
        attempts: 10,
        backoff: .exponential(from: .milliseconds(5), cap: .milliseconds(250))
    )

    /// Creates a database over an engine, which is opened by ``open()``.
    ///
    /// - Parameters:
    ///   - engine: The engine.
    ///   - owner: Makes an engine with the role that owns the schema, where it is not the one that the service runs with.
    public init(_ engine: any DatabaseEngine, owner: (@Sendable () throws -> any DatabaseEngine)? = nil) {
        self.engine = engine
        makeOwner = owner
    }

    /// Opens the database; throws when it cannot be reached now, and may be repeated.
    public func open() async throws {
        try await engine.open()
    }

    /// Waits for running calls and closes the database.
    public func close() async {
        await engine.close()
    }

    /// Runs one statement in a transaction of its own and returns its answer.
    public func run<Answer>(_ statement: Statement<Answer>) async throws -> Answer {
        let context = Context.current
        return try await engine.run(statement.sql) { cursor in
            try context.run {
                var rows = Rows(cursor)
                return try Answer.collect(&rows)
            }
        }
    }

    /// Runs one statement in a transaction of its own and returns the number of rows it touched.
    @discardableResult
    public func run(_ statement: Statement<Changes>) async throws -> Changes {
        let context = Context.current
        return try await engine.run(statement.sql) { cursor in
            try context.run {
                var rows = Rows(cursor)
                return try Changes.collect(&rows)
            }
        }
    }

    /// Reads in one snapshot of the database and returns what the closure returns.
    public func read<Success: Sendable>(
        _ body: @escaping @Sendable (Snapshot) throws -> Success
    ) async throws -> Success {
        let context = Context.current
        return try await engine.transaction(.read) { connection in
            try context.run { try body(Snapshot(connection)) }
        }
    }

    /// Writes in one transaction: commits when the closure returns, rolls back when it throws.
    ///
    /// Serialization failures and deadlocks run the closure again; a commit whose answer was lost is thrown as
    /// `commitUnknown` and never retried.
    ///
    /// - Parameters:
    ///   - isolation: How strictly the transaction is isolated from others.
    ///   - body: What to do with the handle.
    /// - Returns: What the closure returned, after the commit is durable.
    /// - Throws: What the closure threw, or a ``DatabaseError``.
    public func write<Success: Sendable>(
        isolation: Isolation = .serializable,
        _ body: @escaping @Sendable (Transaction) throws -> Success
    ) async throws -> Success {
        let context = Context.current
        // Only what the database says of itself: an error of the closure's own means what the closure wants it to mean.
        let isLost: (any Error) -> RetryVerdict = { ($0 as? DatabaseError)?.retryVerdict ?? .permanent }
        let (success, actions) = try await Self.retries.run("database.write", classify: isLost) { _ in
            try await engine.transaction(.write(isolation)) { connection in
                try context.run {
                    let transaction = Transaction(connection)
                    let success = try body(transaction)
                    return (success, transaction.commitActions)
                }
            }
        }
        for action in actions { action() }
        return success
    }
}
