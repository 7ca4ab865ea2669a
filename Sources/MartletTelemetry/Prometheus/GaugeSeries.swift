import CoreMetrics

/// One gauge: the last value set, or stepped up and down.
final class GaugeSeries: RecorderHandler, MeterHandler {
    private let value = AtomicDouble(0)

    func record(_ value: Int64) { self.value.store(Double(value)) }

    func record(_ value: Double) { self.value.store(value) }

    func set(_ value: Int64) { self.value.store(Double(value)) }

    func set(_ value: Double) { self.value.store(value) }

    func increment(by amount: Double) { value.add(amount) }

    func decrement(by amount: Double) { value.add(-amount) }

    func append(_ name: String, _ key: SeriesKey, to text: inout PrometheusText) {
        text.sample(name, key, value.load())
    }
}
