import CoreMetrics
import Synchronization

/// One counter: whole steps and fractions apart, so that whole numbers stay exact.
final class CounterSeries: CounterHandler, FloatingPointCounterHandler {
    private let whole = Atomic<Int64>(0)
    private let fractions = AtomicDouble(0)

    func increment(by amount: Int64) {
        guard amount > 0 else { return }
        whole.wrappingAdd(amount, ordering: .relaxed)
    }

    func increment(by amount: Double) {
        guard amount > 0, amount.isFinite else { return }
        fractions.add(amount)
    }

    func reset() {
        whole.store(0, ordering: .relaxed)
        fractions.store(0)
    }

    func append(_ name: String, _ key: SeriesKey, to text: inout PrometheusText) {
        let part = fractions.load()
        if part == 0 {
            text.sample(name, key, whole.load(ordering: .relaxed))
        } else {
            text.sample(name, key, Double(whole.load(ordering: .relaxed)) + part)
        }
    }
}
