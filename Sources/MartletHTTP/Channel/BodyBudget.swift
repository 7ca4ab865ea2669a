import Metrics
import Synchronization

/// The bytes that the bodies of all requests in flight may have together, over all connections.
///
/// Bytes count from their arrival, not from their announcement: who only announces a body takes nothing from others.
final class BodyBudget: Sendable {
    private let limit: Int
    private let used = Atomic(0)
    private let bytes: Gauge
    private let refused: Counter

    init(limit: Int, metrics: ServerMetrics) {
        self.limit = limit
        bytes = metrics.bodyBytes
        refused = metrics.refusedBodies
    }

    /// Takes bytes that arrived, or none and returns false when the budget is spent.
    func take(_ count: Int) -> Bool {
        let total = used.add(count, ordering: .relaxed).newValue
        guard total <= limit else {
            used.subtract(count, ordering: .relaxed)
            refused.increment()
            return false
        }
        bytes.record(total)
        return true
    }

    /// Gives bytes back.
    func giveBack(_ count: Int) {
        guard count > 0 else { return }
        bytes.record(used.subtract(count, ordering: .relaxed).newValue)
    }
}
