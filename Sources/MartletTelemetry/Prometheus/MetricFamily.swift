import CoreMetrics

/// What kind of metric a name stands for.
enum MetricKind: String, Sendable {
    case counter
    case gauge
    case histogram
}

/// All series of one metric.
struct MetricFamily {
    /// A handler, or a reading taken when the text is made.
    enum Series {
        case counter(CounterSeries)
        case gauge(GaugeSeries)
        case histogram(HistogramSeries)
        case reading(@Sendable () -> Double?)
    }

    let kind: MetricKind
    var help: String
    private(set) var series: [SeriesKey: Series] = [:]

    init(kind: MetricKind, help: String) {
        self.kind = kind
        self.help = help
    }

    /// Returns the series of a key, making it unless the bound is reached.
    mutating func series(_ key: SeriesKey, limit: Int, make: () -> Series) -> Series? {
        if let known = series[key] { return known }
        guard series.count < limit else { return nil }
        let new = make()
        series[key] = new
        return new
    }

    /// Removes the series whose handler is the given object.
    mutating func remove(_ handler: AnyObject) {
        series = series.filter { _, series in
            switch series {
            case .counter(let known): known !== handler
            case .gauge(let known): known !== handler
            case .histogram(let known): known !== handler
            case .reading: true
            }
        }
    }

    func append(_ name: String, to text: inout PrometheusText) {
        guard !series.isEmpty else { return }
        text.header(name, kind: kind, help: help)
        for (key, series) in series.sorted(by: { $0.key.text < $1.key.text }) {
            switch series {
            case .counter(let counter): counter.append(name, key, to: &text)
            case .gauge(let gauge): gauge.append(name, key, to: &text)
            case .histogram(let histogram): histogram.append(name, key, to: &text)
            case .reading(let read): if let value = read() { text.sample(name, key, value) }
            }
        }
    }
}
