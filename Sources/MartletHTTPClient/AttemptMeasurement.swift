internal import MartletContext
internal import Metrics

/// Counts and times one attempt on the wire.
struct AttemptMeasurement: Sendable {
    private let start = Context.current.clock.uptime
    private let call: Call

    init(_ call: Call) {
        self.call = call
    }

    /// Ends the measurement with a status code or the name of a failure.
    func record(_ status: String) {
        let dimensions = [("client", call.client), ("method", call.request.method.description)]
        Counter(label: "http.client.requests", dimensions: dimensions + [("status", status)]).increment()
        Timer(label: "http.client.request.duration", dimensions: dimensions)
            .record(duration: Context.current.clock.uptime - start)
    }
}
