import Metrics
import Synchronization

/// The metrics of one route: how many requests by status, and how long they took.
final class RouteMetrics: Sendable {
    let method: String
    let pattern: String
    private let factory: any MetricsFactory
    private let duration: Timer
    private let requests = Mutex<[Int: Counter]>([:])

    init(method: String, pattern: String, factory: any MetricsFactory) {
        self.method = method
        self.pattern = pattern
        self.factory = factory
        duration = Timer(
            label: "http.request.duration",
            dimensions: [("method", method), ("route", pattern)],
            factory: factory
        )
    }

    /// A request was answered.
    func record(status: Int, took time: Duration) {
        let (seconds, attoseconds) = time.components
        duration.recordNanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
        counter(of: status).increment()
    }

    private func counter(of status: Int) -> Counter {
        requests.withLock { requests in
            if let counter = requests[status] { return counter }
            let labels = [("method", method), ("route", pattern), ("status", String(status))]
            let counter = Counter(label: "http.requests", dimensions: labels, factory: factory)
            requests[status] = counter
            return counter
        }
    }
}
