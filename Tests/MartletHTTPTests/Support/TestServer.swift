import InMemoryLogging
import Logging
import MartletContext
import MartletHTTP
import MartletTesting
import MetricsTestKit
import Metrics

/// A server on a free port, with its logs and metrics kept apart from those of every other test.
struct TestServer {
    let server: HTTPServer
    let port: Int
    let logs: InMemoryLogHandler
    let metrics: TestMetrics

    /// Runs a server for as long as the closure runs, then drains it.
    static func run(
        _ configuration: HTTPServerConfiguration = HTTPServerConfiguration(),
        clock: any TimeSource = SystemTime(),
        authenticator: (any Authenticator)? = nil,
        healthChecks: [HealthCheck] = [],
        isReady: Bool = true,
        routes: [any Routes],
        _ body: (TestServer) async throws -> Void
    ) async throws {
        var configuration = configuration
        configuration.port = 0
        let logs = InMemoryLogHandler()
        let metrics = TestMetrics()
        var logger = Logger(label: "test") { _ in logs }
        logger.logLevel = .debug
        let context = Context(clock: clock, logger: logger)
        let server = HTTPServer(configuration, authenticator: authenticator, healthChecks: healthChecks) { routes }
        try await context.run { try await withMetricsFactory(metrics) { try await server.bind() } }
        if isReady { server.ready() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            let outcome: Result<Void, any Error>
            do {
                try await body(TestServer(server: server, port: server.port ?? 0, logs: logs, metrics: metrics))
                outcome = .success(())
            } catch {
                outcome = .failure(error)
            }
            await server.drain(until: .after(.seconds(5)))
            try await group.waitForAll()
            try outcome.get()
        }
    }

    /// Sends one request on a connection of its own.
    func get(_ path: String, headers: String = "") async throws -> RawAnswer? {
        try await exchange("GET \(path) HTTP/1.1\r\nHost: test\r\n\(headers)\r\n")
    }

    /// Sends one request with a body on a connection of its own.
    func post(_ path: String, _ body: String, headers: String = "") async throws -> RawAnswer? {
        let length = "Content-Length: \(body.utf8.count)\r\n"
        return try await exchange("POST \(path) HTTP/1.1\r\nHost: test\r\n\(length)\(headers)\r\n\(body)")
    }

    /// Sends bytes on a connection of its own and reads one answer.
    func exchange(_ text: String) async throws -> RawAnswer? {
        try await RawConnection.open(port) { try await $0.exchange(text) }
    }
}
