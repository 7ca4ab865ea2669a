import CoreMetrics
import Synchronization

/// One histogram with fixed buckets.
final class HistogramSeries: TimerHandler, RecorderHandler {
    private struct State {
        /// How many values fell into each bucket alone; the last is for those above every bound.
        var counts: [UInt64]
        var sum: Double = 0
    }

    private let bounds: [Double]
    private let state: Mutex<State>

    /// Creates a histogram over ascending upper bounds, `+Inf` excluded.
    init(bounds: [Double]) {
        self.bounds = bounds
        state = Mutex(State(counts: Array(repeating: 0, count: bounds.count + 1)))
    }

    func recordNanoseconds(_ duration: Int64) {
        record(Double(duration) / 1_000_000_000)
    }

    func record(_ value: Int64) {
        record(Double(value))
    }

    func record(_ value: Double) {
        guard value.isFinite else { return }
        var bucket = 0
        while bucket < bounds.count, value > bounds[bucket] { bucket += 1 }
        state.withLock { state in
            state.counts[bucket] += 1
            state.sum += value
        }
    }

    func append(_ name: String, _ key: SeriesKey, to text: inout PrometheusText) {
        // A copy of its own, made under the lock: a shared one would make the next increment copy.
        let (counts, sum) = state.withLock { ($0.counts.map(\.self), $0.sum) }
        var total: UInt64 = 0
        for (bucket, count) in counts.enumerated() {
            total += count
            let bound = bucket < bounds.count ? bounds[bucket] : .infinity
            text.bucket(name, key, bound: bound, total)
        }
        text.sample(name + "_sum", key, sum)
        text.sample(name + "_count", key, total)
    }
}
