import Metrics
import Synchronization

/// The numbers of a queue and its inbox.
///
/// Handles are made once for a name and its labels, whose values the program fixes: kinds, sources, outcomes.
final class JobMetrics: Sendable {
    private struct Key: Hashable {
        let label: String
        let first: String
        var second = ""
    }

    private let factory = MetricsSystem.factory
    private let rescued: Counter
    private let running: Gauge
    private let unhandled: Gauge
    private let counters = Mutex<[Key: Counter]>([:])

    init() {
        rescued = Counter(label: "jobs.rescued", factory: factory)
        running = Gauge(label: "jobs.running", factory: factory)
        unhandled = Gauge(label: "jobs.unhandled", factory: factory)
    }

    /// Counts a committed job.
    func enqueued(kind: String) {
        counter(Key(label: "jobs.enqueued", first: kind)) { [("kind", kind)] }.increment()
    }

    /// Counts what became of an attempt.
    func finished(kind: String, outcome: JobVerdict.Outcome) {
        counter(Key(label: "jobs.finished", first: kind, second: outcome.rawValue)) {
            [("kind", kind), ("outcome", outcome.rawValue)]
        }.increment()
    }

    /// Counts jobs taken back from workers that have gone.
    func rescued(_ count: Int) {
        rescued.increment(by: count)
    }

    /// Records how many jobs run in this process.
    func running(_ count: Int) {
        running.record(count)
    }

    /// Records how many jobs are due that this process has no handler for.
    func unhandled(_ count: Int) {
        unhandled.record(count)
    }

    /// Counts a delivery.
    func received(source: String, receipt: Inbox.Receipt) {
        counter(Key(label: "inbox.deliveries", first: source, second: receipt.rawValue)) {
            [("source", source), ("receipt", receipt.rawValue)]
        }.increment()
    }

    private func counter(_ key: Key, dimensions: () -> [(String, String)]) -> Counter {
        counters.withLock { counters in
            if let counter = counters[key] { return counter }
            let counter = Counter(label: key.label, dimensions: dimensions(), factory: factory)
            counters[key] = counter
            return counter
        }
    }
}
