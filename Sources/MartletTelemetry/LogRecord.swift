import Logging
import MartletContext

/// One thing to be written: an event of swift-log with its metadata merged and put in order.
struct LogRecord {
    var timestamp: Instant
    var level: LogLevel
    var logger: String
    var event: String
    var correlation: String?
    /// Fields in ascending order of their names, without those that have a place of their own in the line.
    var fields: [(name: String, value: Logger.MetadataValue)] = []
    var failure: LoggedFailure?
    /// `Module/File.swift:12`, where a record is about a failure.
    var source: String?
}

extension LogRecord {
    /// Names that stand at a fixed place in every line; a field of such a name is written as `field_<name>`.
    private static let reserved: Set<String> = [
        "timestamp", "level", "logger", "event", "source", "fields_omitted", "error_type", "error", "error_causes",
    ]

    /// Takes an event together with what its logger and the current context know.
    init(_ event: LogEvent, label: String, metadata: Logger.Metadata) {
        let context = Context.current
        var metadata = metadata
        if let own = event.metadata { metadata.merge(own) { _, new in new } }
        timestamp = context.clock.now
        level = LogLevel(event.level)
        logger = label
        self.event = event.message.description
        correlation = metadata.removeValue(forKey: "correlation_id")?.description ?? context.correlation?.description
        failure = LoggedFailure(event.error, in: &metadata)
        if failure != nil || level == .error || level == .critical { source = "\(event.file):\(event.line)" }
        fields.reserveCapacity(metadata.count)
        for (name, value) in metadata {
            fields.append((Self.reserved.contains(name) ? "field_\(name)" : name, value))
        }
        if fields.count > 1 { fields.sort { $0.name < $1.name } }
    }
}
