import Logging
public import Martlet

/// A backend that runs inside the test, on a clock that the test moves and a database of its own.
public struct RunningBackend: Sendable {
    /// The clock of everything in the backend.
    public let clock: TestClock

    /// The backend's databases, in the order of its assembly.
    public let databases: [Database]

    /// What passes to each of those databases, and the place to make them fail.
    public var recordings: [RecordingDatabase] { databases.compactMap { $0.engine as? RecordingDatabase } }

    /// Everything the backend logs.
    public let logs: LogCapture

    /// The backend's metrics.
    public let metrics: PrometheusRegistry

    /// A client of the backend's public listener, on the machine's own clock.
    public let client: HTTPClient

    /// The address of the public listener.
    public let address: String

    /// The backend's jobs.
    public let jobs: RunningJobs

    init(_ service: Service, in context: Context, clock: TestClock, logs: LogCapture) throws {
        self.clock = clock
        databases = service.assembly.databases
        self.logs = logs
        metrics = service.metrics
        guard let server = service.assembly.servers.last, let address = server.address else {
            preconditionFailure("A backend under test needs an HTTPServer in its assembly.")
        }
        self.address = address
        client = try HTTPClient("test", HTTPClientConfiguration(baseURL: address, retry: RetryPolicy(attempts: 1)))
        jobs = RunningJobs(queues: service.assembly.workers.map(\.queue), context: context)
    }
}

/// Runs a backend for the length of a closure: on a free port, on its own database, in development, on a test clock.
///
/// ```swift
/// @Test(arguments: TestEngine.allCases)
/// func `a new card reminds its assignee after a day`(engine: TestEngine) async throws {
///     try await withBackend(Shop.self, on: engine) { shop in
///         let card = try await shop.client.post("/cards", CardCreatePayload(title: "Ship"), as: CardResponse.self)
///         shop.clock.advance(by: .seconds(86_400))
///         try await shop.jobs.drain()
///         …
///     }
/// }
/// ```
///
/// - Parameters:
///   - program: The backend.
///   - engine: The engine of its database.
///   - variables: Settings, over those that make a test independent.
///   - body: What to do while the backend runs.
/// - Throws: What the backend or the closure throws.
public func withBackend<Program: Backend>(
    _ program: Program.Type,
    on engine: TestEngine,
    settings variables: [String: String] = [:],
    _ body: @escaping @Sendable (RunningBackend) async throws -> Void
) async throws {
    try await engine.withDatabaseURL { url in
        let standard = [
            "ENVIRONMENT": "development", "HTTP_PORT": "0", "ADMIN_HTTP_PORT": "0", "DATABASE_URL": url,
            "LOG_LEVEL": "debug",
        ]
        var settings = try Settings(SettingSources(variables: standard.merging(variables) { $1 }))
        settings.engineWrapper = { RecordingDatabase($0) }
        let logs = LogCapture()
        let output = LogOutput(try LogSettings(settings), capture: logs, redactor: settings.redactor)
        let clock = TestClock()
        let context = Context(clock: clock, logger: output.makeLogger(label: program.name))
        let service = try Service(program, settings: settings)
        let (ready, isReady) = AsyncStream.makeStream(of: Void.self)
        let (done, isDone) = AsyncStream.makeStream(of: Never.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { isReady.finish() }
                try await context.run {
                    try await service.run(until: { for await _ in done {} }, onReady: { isReady.yield() })
                }
            }
            defer { isDone.finish() }
            var isUp = false
            for await _ in ready {
                isUp = true
                break
            }
            if isUp {
                let running = try RunningBackend(service, in: context, clock: clock, logs: logs)
                do { try await Context.silent.run { try await body(running) } } catch {
                    try await running.client.shutdown()
                    throw error
                }
                try await running.client.shutdown()
            }
            isDone.finish()
            try await group.waitForAll()
        }
    }
}

extension Context {
    /// This context, logging nothing: what a test does itself belongs into no log.
    fileprivate static var silent: Context {
        var context = Context.current
        context.logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        return context
    }
}
