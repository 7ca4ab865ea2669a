import HTTPTypes
import HummingbirdCore
import Logging
public import MartletContext
import Metrics
import NIOCore
import NIOPosix
import Synchronization

/// An HTTP/1.1 server: routes with access rules, problems for every failure, bounds on everything, and phases.
///
/// ```swift
/// let server = HTTPServer(HTTPServerConfiguration(port: 8080)) { CardRoutes(cards: cards) }
/// try await server.bind()      // listens; answers 503 until it is ready, and health from now on
/// server.ready()
/// try await server.run()       // until it is drained or its task is cancelled
/// ```
///
/// Several servers may run in one process. What `Context.current` holds when the server is bound, its clock, logger and
/// randomness, is what its handlers get.
public final class HTTPServer: Sendable {
    private enum State {
        case new
        case binding
        case bound(Listener)
        case stopped
    }

    private let configuration: HTTPServerConfiguration
    private let routes: [any Routes]
    private let authenticator: (any Authenticator)?
    private let monitor: HealthMonitor
    private let phase = ServerPhase()
    private let state = Mutex(State.new)

    /// Creates a server; it does nothing until ``bind()``.
    public init(
        _ configuration: HTTPServerConfiguration = HTTPServerConfiguration(),
        authenticator: (any Authenticator)? = nil,
        healthChecks: [HealthCheck] = [],
        @RoutesBuilder routes: () -> [any Routes]
    ) {
        self.configuration = configuration
        self.routes = routes()
        self.authenticator = authenticator
        monitor = HealthMonitor(checks: healthChecks)
    }

    /// The address that the server listens on, as configured.
    public var host: String { configuration.host }

    /// The port that the server listens on; nil unless it does.
    public var port: Int? {
        state.withLock { state in
            if case .bound(let listener) = state { listener.port } else { nil }
        }
    }

    /// The routes as the server would serve them: method, pattern and summary, in order of their declaration.
    public var declaredRoutes: [RouteDescription] {
        collected().map { RouteDescription(method: $0.method.rawValue, pattern: $0.pattern, summary: $0.summary) }
    }

    /// Checks the routes and listens; requests are answered with 503 until ``ready()``, health routes at once.
    ///
    /// Throws an ``HTTPServerError`` that names the route without an access rule, or the address that is taken.
    public func bind() async throws {
        try state.withLock { state in
            guard case .new = state else { throw HTTPServerError.wrongPhase("A server is bound once.") }
            state = .binding
        }
        do {
            let listener = try await Listener(makeParts(), configuration: configuration)
            state.withLock { $0 = .bound(listener) }
        } catch {
            state.withLock { $0 = .stopped }
            throw error
        }
    }

    /// Has the answers until ``ready()`` say why it takes longer, for example `the database cannot be reached`.
    ///
    /// Everybody can read the reason: it names no host and nobody's secrets.
    public func delay(because reason: String) {
        phase.delay(because: reason)
    }

    /// Begins to serve the routes.
    public func ready() {
        phase.begin(.ready)
    }

    /// Serves until the server is drained; ends all connections when the task is cancelled.
    public func run() async throws {
        guard let listener else { throw HTTPServerError.wrongPhase("A server is bound before it runs.") }
        try await listener.run()
    }

    /// Stops: no longer ready, no new connections, every request in flight answered with `Connection: close`.
    ///
    /// Returns when all connections are closed; at the deadline it closes those that are left.
    public func drain(until deadline: Deadline) async {
        phase.begin(.draining)
        guard let listener else { return }
        let clock = Context.current.clock
        // Cancelled means stop at once: the delay ends early and the connections are ended.
        try? await clock.sleep(until: min(clock.uptime + configuration.drainDelay, deadline.uptime))
        await listener.drain(until: deadline)
        state.withLock { $0 = .stopped }
    }

    private var listener: Listener? {
        state.withLock { state in
            if case .bound(let listener) = state { listener } else { nil }
        }
    }

    private func collected() -> [Route] {
        let collector = RouteCollector()
        if configuration.servesHealth {
            collector.collect([HealthRoutes(monitor: monitor, phase: phase, retryAfter: configuration.retryAfter)])
        }
        collector.collect(routes)
        return collector.routes
    }

    func makeParts() throws -> (HTTP1Channel, DeadlineWatch) {
        let metrics = ServerMetrics(factory: MetricsSystem.factory)
        let encoder = ResponseEncoder()
        let table = try RouteTable(
            collected(),
            configuration: configuration,
            hasAuthenticator: authenticator != nil,
            metrics: metrics
        )
        let pipeline = RequestPipeline(
            table: table,
            authenticator: authenticator,
            phase: phase,
            configuration: configuration,
            base: Context.current,
            encoder: encoder,
            metrics: metrics
        )
        let watch = DeadlineWatch(encoder: encoder, metrics: metrics)
        let budget = BodyBudget(limit: configuration.bodyBudget, metrics: metrics)
        return (HTTP1Channel(configuration: configuration, pipeline: pipeline, watch: watch, budget: budget), watch)
    }
}
