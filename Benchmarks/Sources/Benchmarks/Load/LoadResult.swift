import MartletPayload

/// What a load saw: answers a second and how long they took.
struct LoadResult: Payload, CustomStringConvertible {
    let answersPerSecond: Double
    let p50Milliseconds: Double
    let p99Milliseconds: Double

    var description: String { "\(Int(answersPerSecond))/s" }

    init(latencies: [Int64], nanoseconds: Int64) {
        let sorted = latencies.sorted()
        answersPerSecond = Double(sorted.count) / (Double(nanoseconds) / 1e9)
        p50Milliseconds = Double(sorted.quantile(0.5) ?? 0) / 1e6
        p99Milliseconds = Double(sorted.quantile(0.99) ?? 0) / 1e6
    }

    init(reading fields: inout some FieldReader) {
        answersPerSecond = fields.required("answers_per_second")
        p50Milliseconds = fields.required("p50_ms")
        p99Milliseconds = fields.required("p99_ms")
    }

    func write(to object: inout ObjectWriter) {
        object.field("answers_per_second", answersPerSecond)
        object.field("p50_ms", p50Milliseconds)
        object.field("p99_ms", p99Milliseconds)
    }
}
