import Logging
import MartletContext
import MartletHTTP
import MartletTelemetry
import NIOCore

/// The listener for operators: `/metrics`, on loopback unless `ADMIN_HTTP_HOST` says otherwise.
struct AdminServer: Listener {
    private let server: HTTPServer

    /// Creates the listener from its settings.
    init(_ settings: Settings, metrics: PrometheusRegistry) throws {
        var configuration = try HTTPServerConfiguration(settings, standardPort: 9080, about: "the operators' listener")
        configuration.servesHealth = false
        server = HTTPServer(configuration) { MetricsRoutes(metrics: metrics) }
    }

    var address: String? { server.address }

    func bind() async throws { try await server.bind() }

    func delay(because reason: String) async { server.delay(because: reason) }

    func ready() async { server.ready() }

    func run() async throws { try await server.run() }

    func drain(until deadline: Deadline) async { await server.drain(until: deadline) }
}

/// The metrics of the process in Prometheus's text format; they are fetched all the time, and told of at DEBUG.
private struct MetricsRoutes: Routes {
    let metrics: PrometheusRegistry

    func register(on routes: RouteGroup<RequestContext>) {
        routes.group(access: .public, logLevel: .debug) { routes in
            routes.get("metrics", summary: "Metrics for Prometheus") { _ in
                Bytes(ByteBuffer(bytes: metrics.render()), contentType: PrometheusRegistry.contentType)
            }
        }
    }
}
