public import MartletDatabase
import Synchronization

/// SQLite inside the process: one writer that commits in groups, and several readers.
///
/// Everything is durable before a call returns: the log is written with `synchronous=FULL`, and writes that wait
/// together share one commit. One engine in one process owns the file.
///
/// ```swift
/// let database = Database(SQLiteEngine(path: ".shop/shop.db"))
/// try await database.open()
/// ```
public final class SQLiteEngine: DatabaseEngine {
    /// How the engine spells SQL.
    public let dialect = Dialect.sqlite

    /// The engine and the path of its file, for logs.
    public let name: String

    let path: String
    let configuration: Configuration
    let writes: CallQueue
    let reads: CallQueue
    let streams: CallQueue
    let counters = Counters()
    private let watch = DeadlineWatch()
    private let routes = Routes()
    private let lifecycle = Lifecycle()

    /// Creates an engine for the file at a path; nothing is touched before ``open()``.
    public init(path: String, configuration: Configuration = Configuration()) {
        self.path = path
        self.configuration = configuration
        name = "sqlite:\(path)"
        writes = CallQueue(name: name, bound: configuration.waitingWrites, threads: 1, watch: watch)
        let (readers, streamers) = (configuration.readers, configuration.streams)
        reads = CallQueue(name: name, bound: configuration.waitingReads, threads: readers, watch: watch)
        streams = CallQueue(name: name, bound: configuration.waitingReads, threads: streamers, watch: watch)
    }

    /// Opens the file, which is created together with its directory when it is missing, and takes its ownership.
    public func open() async throws {
        try await lifecycle.open {
            try await Crew.start(
                path: path,
                configuration: configuration,
                watch: watch,
                reads: reads,
                streams: streams,
                writes: writes,
                counters: counters
            )
        }
    }

    /// Waits for running and queued calls, moves the log into the file and gives the file up.
    public func close() async {
        await lifecycle.close()
    }

    /// Runs a body in a transaction on one of the engine's threads.
    public func transaction<Success: Sendable>(
        _ mode: TransactionMode,
        _ body: @escaping @Sendable (any EngineConnection) throws -> Success
    ) async throws -> Success {
        switch mode {
        case .write, .session: try await Call.run(in: writes) { try body($0) }
        case .read:
            try await Call.run(in: reads) { connection in
                // Calls that a reader takes together share one snapshot, which is open then.
                if connection.isIdle { try connection.run(.beginRead) }
                return try body(connection)
            }
        }
    }

    /// Runs one statement: on a reader when it cannot change anything, else as a member of the next commit.
    public func run<Success: Sendable>(
        _ sql: SQL,
        _ collect: @escaping @Sendable (any RowCursor) throws -> Success
    ) async throws -> Success {
        let shape = SQL.Shape(sql)
        switch try await route(of: sql, shape) {
        case .read: return try await run(sql, shape, in: reads, collect)
        case .write: return try await run(sql, shape, in: writes, collect)
        }
    }

    /// Reads rows one by one on a thread that does nothing else, so that who takes them slowly keeps no reader busy.
    public func stream<Success: Sendable>(
        _ sql: SQL,
        _ read: @escaping @Sendable (any RowCursor) throws -> Success
    ) async throws -> Success {
        try await run(sql, SQL.Shape(sql), in: streams, read)
    }

    private func run<Success: Sendable>(
        _ sql: SQL,
        _ shape: SQL.Shape,
        in queue: CallQueue,
        _ collect: @escaping @Sendable (any RowCursor) throws -> Success
    ) async throws -> Success {
        try await Call.run(in: queue) { connection in
            let cursor = try connection.start(sql, shape: shape)
            defer { cursor.close() }
            return try collect(cursor)
        }
    }

    /// Where a statement runs; one that is new is compiled by a reader to find out.
    ///
    /// A reader may compile against a schema that has just changed, so the writer judges what a reader refuses.
    private func route(of sql: SQL, _ shape: SQL.Shape) async throws -> Routes.Route {
        if let route = routes[shape] { return route }
        do {
            let isReadOnly = try await Call.run(in: reads) { try $0.statement(sql, shape: shape).isReadOnly }
            let route = isReadOnly ? Routes.Route.read : .write
            routes[shape] = route
            return route
        } catch let error as DatabaseError where error.code == .statement {
            return .write
        }
    }
}
