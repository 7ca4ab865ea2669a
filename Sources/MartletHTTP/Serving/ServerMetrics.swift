import Metrics
import Synchronization

/// The metrics of one server.
final class ServerMetrics: Sendable {
    private let factory: any MetricsFactory
    private let connections: Gauge
    private let open = Atomic(0)

    /// The bytes of request bodies in flight.
    let bodyBytes: Gauge

    /// The requests whose bodies went beyond the budget.
    let refusedBodies: Counter

    init(factory: any MetricsFactory) {
        self.factory = factory
        connections = Gauge(label: "http.connections.active", dimensions: [], factory: factory)
        bodyBytes = Gauge(label: "http.request.body.bytes", dimensions: [], factory: factory)
        refusedBodies = Counter(label: "http.request.bodies.refused", dimensions: [], factory: factory)
    }

    /// Returns the metrics of a route; the labels are the route's method and pattern, so their number is bounded.
    func route(method: String, pattern: String) -> RouteMetrics {
        RouteMetrics(method: method, pattern: pattern, factory: factory)
    }

    /// A connection was opened, or closed.
    func connectionsChanged(by change: Int) {
        connections.record(open.add(change, ordering: .relaxed).newValue)
    }
}
