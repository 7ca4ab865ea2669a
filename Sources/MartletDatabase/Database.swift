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

    let watch: StatementWatch
    let replica: Replica?

    /// How often a transaction that lost against a concurrent one is run again.
    private static let retries = RetryPolicy(
        attempts: 10,
        backoff: .exponential(from: .milliseconds(5), cap: .milliseconds(250))
    )

    /// Creates a database over an engine, which is opened by ``open()``.
    ///
    /// - Parameters:
    ///   - engine: The engine.
    ///   - slowStatements: From which duration on a statement is slow: a WARNING record `statement_slow` names it, and the
    ///     metrics `database.statements.slow` and `database.statement.slow.duration` count it.
    ///   - replica: A copy of the database that ``run(_:from:function:file:)`` and ``read(from:function:file:_:)`` may read
    ///     from; closed with the database.
    ///   - owner: Makes an engine with the role that owns the schema, where it is not the one that the service runs with.
    public init(
        _ engine: any DatabaseEngine,
        slowStatements: Duration = .milliseconds(500),
        replica: (any DatabaseEngine)? = nil,
        owner: (@Sendable () throws -> any DatabaseEngine)? = nil
    ) {
        self.engine = engine
        watch = StatementWatch(threshold: slowStatements)
        self.replica = replica.map { Replica($0) }
        makeOwner = owner
    }

    /// From which duration on a statement is recorded as slow.
    public var slowStatements: Duration { watch.threshold }

    /// Opens the database; throws when it cannot be reached now, and may be repeated.
    public func open() async throws {
        async let replica: Void? = replica?.open()
        try await engine.open()
        _ = await replica
    }

    /// Waits for running calls and closes the database.
    public func close() async {
        await replica?.close()
        await engine.close()
    }

    /// Runs one statement in a transaction of its own and returns its answer.
    public func run<Answer>(
        _ statement: Statement<Answer>,
        function: StaticString = #function,
        file: StaticString = #fileID
    ) async throws -> Answer {
        try await run(statement, at: StatementSite(file: file, function: function), on: engine)
    }

    /// Runs one statement in a transaction of its own and returns the number of rows it touched.
    @discardableResult
    public func run(
        _ statement: Statement<Changes>,
        function: StaticString = #function,
        file: StaticString = #fileID
    ) async throws -> Changes {
        try await run(statement, at: StatementSite(file: file, function: function), on: engine)
    }

    /// Reads in one snapshot of the database and returns what the closure returns.
    public func read<Success: Sendable>(
        function: StaticString = #function,
        file: StaticString = #fileID,
        _ body: @escaping @Sendable (Snapshot) throws -> Success
    ) async throws -> Success {
        try await read(at: StatementSite(file: file, function: function), on: engine, body)
    }

    /// Writes in one transaction: commits when the closure returns, rolls back when it throws.
    ///
    /// Serialization failures and deadlocks run the closure again; a commit whose answer was lost is thrown as
    /// `commitUnknown` and never retried.
    ///
    /// - Parameters:
    ///   - isolation: How strictly the transaction is isolated from others.
    ///   - function: Where it is called; the transaction's name in errors.
    ///   - file: Where it is called; the transaction's name in errors.
    ///   - body: What to do with the handle.
    /// - Returns: What the closure returned, after the commit is durable.
    /// - Throws: What the closure threw, or a ``DatabaseError``.
    @discardableResult
    public func write<Success: Sendable>(
        isolation: Isolation = .serializable,
        function: StaticString = #function,
        file: StaticString = #fileID,
        _ body: @escaping @Sendable (Transaction) throws -> Success
    ) async throws -> Success {
        let context = Context.current
        // Only what the database says of itself: an error of the closure's own means what the closure wants it to mean.
        let isLost: (any Error) -> RetryVerdict = { ($0 as? DatabaseError)?.retryVerdict ?? .permanent }
        let (success, actions) = try await naming(StatementSite(file: file, function: function)) {
            try await Self.retries.run("database.write", classify: isLost) { _ in
                try await engine.transaction(.write(isolation)) { [watch] connection in
                    try context.run {
                        let transaction = Transaction(StatementRunner(connection, watch))
                        let success = try body(transaction)
                        return (success, transaction.commitActions)
                    }
                }
            }
        }
        for action in actions { action() }
        return success
    }

    func read<Success: Sendable>(
        at site: StatementSite,
        on engine: any DatabaseEngine,
        _ body: @escaping @Sendable (Snapshot) throws -> Success
    ) async throws -> Success {
        let context = Context.current
        return try await naming(site) {
            try await engine.transaction(.read) { [watch] connection in
                try context.run { try body(Snapshot(StatementRunner(connection, watch))) }
            }
        }
    }

    func run<Answer>(
        _ statement: Statement<Answer>,
        at site: StatementSite,
        on engine: any DatabaseEngine
    ) async throws -> Answer {
        let context = Context.current
        let start = watch.begin(context)
        let cap = statement.cap
        do {
            let (answer, rows) = try await engine.run(statement.sql(at: site)) { cursor in
                try context.run {
                    var rows = Rows(cursor, cap: cap)
                    return (try Answer.collect(&rows), rows.affected)
                }
            }
            watch.end(site, since: start, rows: rows, context)
            return answer
        } catch {
            watch.end(site, since: start, rows: nil, context)
            throw error.named(site)
        }
    }

    /// Names the place in errors that do not name a statement.
    func naming<Success>(_ site: StatementSite, _ body: () async throws -> Success) async throws -> Success {
        do { return try await body() } catch { throw error.named(site) }
    }
}
