public import MartletDatabase
import MartletPayload
import Synchronization

/// PostgreSQL through libpq: a pool of connections, each with a thread of its own on which transactions run.
///
/// ```swift
/// let database = Database(try PostgresEngine(url: "postgres://shop@db.internal/shop?sslmode=verify-full"))
/// try await database.open()
/// ```
///
/// Statements are prepared once for a connection. Cancelling the task, or its deadline, stops the statement on the
/// server too. A statement that ``run(_:_:)`` runs alone has the session's isolation, which is read committed.
public final class PostgresEngine: DatabaseEngine {
    /// How the engine spells SQL.
    public let dialect = Dialect.postgres

    /// The engine, its server and its database, for logs.
    public let name: String

    let pool: Pool
    private let pipelines: Pipelines

    /// Connections to the server itself beside a pooler, for what needs a session of its own.
    private let sessions: Pool?

    private let isClosing = Atomic(false)
    let listener: Listener?

    /// Creates an engine for a URL, which may carry every parameter of libpq; nothing is reached before ``open()``.
    ///
    /// - Parameters:
    ///   - url: The address, for example `postgres://user:password@host:5432/database?sslmode=require`.
    ///   - configuration: The sizes and bounds.
    /// - Throws: A `DatabaseError` without the URL's text when it is malformed.
    public init(url: String, configuration: Configuration = Configuration()) throws {
        let source = try ConnectionSource(url: url)
        var configuration = configuration
        var direct = configuration
        direct.pooler = .none
        switch configuration.pooler {
        case .none:
            listener = Listener(source: source, configuration: direct)
            sessions = nil
        case .transactions(let url):
            configuration.pipelines = 0
            (direct.connections, direct.overflow) = (1, 1)
            let server = try url.map { try ConnectionSource(url: $0.reveal()) }
            listener = server.map { Listener(source: $0, configuration: direct) }
            sessions = server.map { Pool(name: $0.name, source: $0, configuration: direct) }
        }
        name = source.name
        pool = Pool(name: source.name, source: source, configuration: configuration)
        pipelines = Pipelines(source: source, configuration: configuration)
    }

    /// Makes the first connection; may be repeated after it failed.
    public func open() async throws {
        try pool.open()
        try sessions?.open()
        pipelines.open()
        try await PendingCall.run(in: pool) { try $0.ping() }
    }

    /// Waits for waiting and running calls, interrupts those that take longer than the bound, and disconnects.
    public func close() async {
        isClosing.store(true, ordering: .relaxed)
        await listener?.close()
        await pipelines.close()
        await sessions?.close()
        await pool.close()
    }

    /// Runs a body in a transaction on the thread of a leased connection.
    ///
    /// BEGIN travels together with the first statement.
    public func transaction<Success: Sendable>(
        _ mode: TransactionMode,
        _ body: @escaping @Sendable (any EngineConnection) throws -> Success
    ) async throws -> Success {
        try checkOpen()
        return try await PendingCall.run(in: mode == .session ? sessions ?? pool : pool) { connection in
            try connection.transaction(mode) { try body(connection) }
        }
    }

    /// Runs one statement, which is its own transaction.
    ///
    /// One that reads goes through a pipelined connection, whose session reads only and stops a statement after a second;
    /// one that changes something, takes long or loses its connection runs on a leased connection.
    public func run<Success: Sendable>(
        _ sql: SQL,
        _ collect: @escaping @Sendable (any RowCursor) throws -> Success
    ) async throws -> Success {
        try checkOpen()
        if sql.seemsToRead { return try await collect(QueryCall.run(sql, in: pipelines, or: pool).cursor) }
        return try await PendingCall.run(in: pool) { connection in
            guard !sql.returnsChangedRows else {
                // An answer that does not fit has to undo the change, so the commit comes after it is read.
                return try connection.transaction(.write(.readCommitted)) { try collect(connection.open(sql)) }
            }
            let answer = try connection.runAlone(sql, SQL.Shape(sql), ParameterList(sql.values))
            return try collect(answer.cursor)
        }
    }

    /// Runs a command whose text is made at run time, outside of a transaction; for tests, which make databases.
    package func execute(_ command: String) async throws {
        try pool.open()
        try await PendingCall.run(in: pool) { try $0.execute(command) }
    }

    func checkOpen() throws {
        if isClosing.load(ordering: .relaxed) { throw pool.closedError }
    }

    /// How many connections calls hold, and how many calls wait for one.
    public var load: EngineLoad? { pool.load }

    /// What the engine does now; for tests and metrics.
    package var statistics: Statistics { pool.statistics }

    /// The number of pipelined connections; for tests and metrics.
    package var pipelinedConnections: Int { pipelines.connections }

    /// How many connections and calls there are.
    package struct Statistics: Sendable, Hashable {
        /// The connections that are open.
        package let connections: Int
        /// The connections that calls hold.
        package let leased: Int
        /// The calls that wait for a connection.
        package let waiting: Int
        /// Whether the last attempt to connect failed.
        package let isFailing: Bool
    }
}
