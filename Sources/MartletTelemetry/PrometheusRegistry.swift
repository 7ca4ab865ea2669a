public import CoreMetrics
import Synchronization

/// The metrics of one process, in the text format of Prometheus.
///
/// It is the backend behind swift-metrics. Bind it for a scope with `withMetricsFactory(_:_:)`, as the kit does around the
/// whole service and a test around itself; nothing needs the global bootstrap. Libraries take
/// `metrics: any MetricsFactory = MetricsSystem.factory` in their initializer and make their handles there.
///
/// Labels of swift-metrics become names of Prometheus: dots turn into `_`, counters end in `_total`, timers in `_seconds`.
/// Timers and aggregating recorders are histograms, gauges and meters are gauges. A metric has at most
/// ``seriesLimit`` series and the registry at most ``metricLimit`` metrics; what is beyond, or uses the name of a metric of
/// another kind, is not exported and counted as `metrics_series_dropped_total`. Incrementing allocates nothing.
public final class PrometheusRegistry: Sendable {
    /// The value of `Content-Type` that belongs to ``render()``.
    public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    /// Upper bounds, in seconds, of the buckets of timers.
    public static let durationBuckets: [Double] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

    /// Upper bounds of the buckets of recorders, which count things or bytes.
    public static let sizeBuckets: [Double] = (0...12).map { Double(UInt64(1) << (2 * $0)) }

    /// How many series one metric may have.
    public let seriesLimit: Int

    /// How many metrics there may be.
    public let metricLimit: Int

    private struct State {
        var families: [String: MetricFamily] = [:]
        var help: [String: String] = [:]

        /// Tells whether a new metric would share a sample's name with a histogram, whose samples have suffixes.
        func clashes(_ name: String, _ kind: MetricKind) -> Bool {
            let suffixes = ["_bucket", "_sum", "_count"]
            if kind == .histogram, suffixes.contains(where: { families[name + $0] != nil }) { return true }
            return suffixes.contains { suffix in
                name.hasSuffix(suffix) && families[String(name.dropLast(suffix.count))]?.kind == .histogram
            }
        }
    }

    private static let droppedName = "metrics_series_dropped_total"

    private let buckets: [String: [Double]]
    private let dropped = CounterSeries()
    private let state: Mutex<State>

    /// Creates an empty registry.
    ///
    /// `buckets` gives some metrics, by their label, upper bounds of their own; they are sorted, `+Inf` is implied.
    public init(buckets: [String: [Double]] = [:], seriesLimit: Int = 1000, metricLimit: Int = 2000) {
        self.buckets = buckets.mapValues { Set($0.filter(\.isFinite)).sorted() }
        self.seriesLimit = seriesLimit
        self.metricLimit = metricLimit
        var own = MetricFamily(
            kind: .counter,
            help: "Series that were refused because a bound or another kind forbade them."
        )
        let dropped = dropped
        _ = own.series(SeriesKey([]), limit: 1) { .counter(dropped) }
        state = Mutex(State(families: [Self.droppedName: own]))
    }

    /// Says what a metric means; shown as its `HELP`, whose default is the label.
    public func describe(_ label: String, _ help: String) {
        let name = MetricName.metric(label)
        state.withLock { state in
            guard state.help.count < metricLimit else { return }
            state.help[name] = help
            for suffix in ["", "_total", "_seconds"] { state.families[name + suffix]?.help = help }
        }
    }

    /// Exports a gauge that is read when the text is made; nil leaves it out for once.
    public func observeGauge(
        _ label: String,
        dimensions: [(String, String)] = [],
        _ help: String,
        read: @escaping @Sendable () -> Double?
    ) {
        describe(label, help)
        _ = series(MetricName.metric(label), label, .gauge, SeriesKey(dimensions)) { .reading(read) }
    }

    /// Exports a counter that is read when the text is made; nil leaves it out for once.
    public func observeCounter(
        _ label: String,
        dimensions: [(String, String)] = [],
        _ help: String,
        read: @escaping @Sendable () -> Double?
    ) {
        describe(label, help)
        let name = MetricName.metric(label, suffix: "_total")
        _ = series(name, label, .counter, SeriesKey(dimensions)) { .reading(read) }
    }

    /// Returns everything as text, in ascending order of names and labels.
    public func render() -> [UInt8] {
        // Readings call foreign code, so they are taken outside the lock.
        let families = state.withLock { $0.families }
        var text = PrometheusText()
        for (name, family) in families.sorted(by: { $0.key < $1.key }) { family.append(name, to: &text) }
        return text.bytes
    }

    /// Returns the series of a name and key; nil, counted, when a bound or another kind forbids it.
    private func series(
        _ name: String,
        _ label: String,
        _ kind: MetricKind,
        _ key: SeriesKey,
        make: () -> MetricFamily.Series
    ) -> MetricFamily.Series? {
        let found = state.withLock { state -> MetricFamily.Series? in
            if state.families[name] == nil {
                guard state.families.count < metricLimit, !state.clashes(name, kind) else { return nil }
                let help = state.help[MetricName.metric(label)] ?? label
                state.families[name] = MetricFamily(kind: kind, help: help)
            }
            guard state.families[name]?.kind == kind else { return nil }
            return state.families[name]?.series(key, limit: seriesLimit, make: make)
        }
        if found == nil { dropped.increment(by: 1 as Int64) }
        return found
    }

    private func remove(_ handler: AnyObject) {
        state.withLock { state in
            for name in state.families.keys where name != Self.droppedName { state.families[name]?.remove(handler) }
        }
    }
}

extension PrometheusRegistry: MetricsFactory {
    /// Returns the counter of a label and dimensions; the same one each time.
    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        counter(label, dimensions) ?? NOOPMetricsHandler.instance
    }

    /// Returns the counter of a label and dimensions; the same one each time.
    public func makeFloatingPointCounter(
        label: String,
        dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        counter(label, dimensions) ?? NOOPMetricsHandler.instance
    }

    /// Returns the gauge of a label and dimensions; the same one each time.
    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        gauge(label, dimensions) ?? NOOPMetricsHandler.instance
    }

    /// Returns the histogram, or without aggregation the gauge, of a label and dimensions; the same one each time.
    public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        guard aggregate else { return gauge(label, dimensions) ?? NOOPMetricsHandler.instance }
        return histogram(label, dimensions, suffix: "", Self.sizeBuckets) ?? NOOPMetricsHandler.instance
    }

    /// Returns the histogram of a label and dimensions, in seconds; the same one each time.
    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        histogram(label, dimensions, suffix: "_seconds", Self.durationBuckets) ?? NOOPMetricsHandler.instance
    }

    /// Ends a series: it is no longer exported, whoever else still holds its handler.
    public func destroyCounter(_ handler: any CounterHandler) { remove(handler) }

    /// Ends a series: it is no longer exported, whoever else still holds its handler.
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) { remove(handler) }

    /// Ends a series: it is no longer exported, whoever else still holds its handler.
    public func destroyMeter(_ handler: any MeterHandler) { remove(handler) }

    /// Ends a series: it is no longer exported, whoever else still holds its handler.
    public func destroyRecorder(_ handler: any RecorderHandler) { remove(handler) }

    /// Ends a series: it is no longer exported, whoever else still holds its handler.
    public func destroyTimer(_ handler: any TimerHandler) { remove(handler) }

    private func counter(_ label: String, _ dimensions: [(String, String)]) -> CounterSeries? {
        let name = MetricName.metric(label, suffix: "_total")
        let found = series(name, label, .counter, SeriesKey(dimensions)) { .counter(CounterSeries()) }
        guard case .counter(let counter) = found else { return nil }
        return counter
    }

    private func gauge(_ label: String, _ dimensions: [(String, String)]) -> GaugeSeries? {
        let found = series(MetricName.metric(label), label, .gauge, SeriesKey(dimensions)) { .gauge(GaugeSeries()) }
        guard case .gauge(let gauge) = found else { return nil }
        return gauge
    }

    private func histogram(
        _ label: String,
        _ dimensions: [(String, String)],
        suffix: String,
        _ standard: [Double]
    ) -> HistogramSeries? {
        let name = MetricName.metric(label, suffix: suffix)
        let found = series(name, label, .histogram, SeriesKey(dimensions, reserved: "le")) {
            .histogram(HistogramSeries(bounds: buckets[label] ?? standard))
        }
        guard case .histogram(let histogram) = found else { return nil }
        return histogram
    }
}
