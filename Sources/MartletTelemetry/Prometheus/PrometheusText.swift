/// Writes the text format of Prometheus, version 0.0.4.
struct PrometheusText {
    private(set) var bytes: [UInt8] = []

    /// Begins a metric.
    mutating func header(_ name: String, kind: MetricKind, help: String) {
        bytes.append("# HELP \(name) ")
        for byte in help.utf8 {
            switch byte {
            case UInt8(ascii: "\\"): bytes.append("\\\\" as StaticString)
            case UInt8(ascii: "\n"): bytes.append("\\n" as StaticString)
            default: bytes.append(byte)
            }
        }
        bytes.append("\n# TYPE \(name) \(kind.rawValue)\n")
    }

    /// Adds one sample.
    mutating func sample(_ name: String, _ key: SeriesKey, _ value: some BinaryInteger) {
        sample(name, key.text, String(value))
    }

    /// Adds one sample.
    mutating func sample(_ name: String, _ key: SeriesKey, _ value: Double) {
        sample(name, key.text, Self.text(value))
    }

    /// Adds the sample of a histogram's bucket.
    mutating func bucket(_ name: String, _ key: SeriesKey, bound: Double, _ count: UInt64) {
        let bound = "le=\"\(Self.text(bound))\""
        sample("\(name)_bucket", key.text.isEmpty ? bound : "\(key.text),\(bound)", String(count))
    }

    private mutating func sample(_ name: String, _ labels: String, _ value: String) {
        bytes.append(name)
        if !labels.isEmpty {
            bytes.append(UInt8(ascii: "{"))
            bytes.append(labels)
            bytes.append(UInt8(ascii: "}"))
        }
        bytes.append(UInt8(ascii: " "))
        bytes.append(value)
        bytes.append(UInt8(ascii: "\n"))
    }

    /// A number as Prometheus reads it; whole numbers without a point, so that bounds read `le="1"`.
    static func text(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
        if let whole = Int64(exactly: value), abs(value) < 0x1p53 { return String(whole) }
        return value.description
    }
}
