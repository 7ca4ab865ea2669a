import Logging
import MartletContext

/// The records of one request: a log record at its start and its end, and its metrics.
struct RequestRecord {
    let metrics: RouteMetrics
    let started: Duration
    let context: Context

    /// The level of the last record, unless the request fails.
    var level = Logger.Level.info

    /// The request begins.
    func start(method: String) {
        context.logger.debug("request_started", metadata: ["method": "\(method)", "route": "\(metrics.pattern)"])
    }

    /// The request ended.
    func complete(status: Int, notes: [(String, Logger.MetadataValue)]) {
        let time = context.clock.uptime - started
        metrics.record(status: status, took: time)
        let level = status < 400 ? level : max(level, .info)
        guard context.logger.logLevel <= level else { return }
        var fields: Logger.Metadata = [
            "method": .string(metrics.method),
            "route": .string(metrics.pattern),
            "status": .stringConvertible(status),
            "duration_ms": .stringConvertible(Self.milliseconds(time)),
        ]
        for (name, value) in notes where fields[name] == nil { fields[name] = value }
        context.logger.log(level: level, "request_completed", metadata: fields)
    }

    /// Milliseconds to three digits.
    private static func milliseconds(_ time: Duration) -> Double {
        let (seconds, attoseconds) = time.components
        return Double(seconds * 1_000_000 + attoseconds / 1_000_000_000_000) / 1000
    }
}
