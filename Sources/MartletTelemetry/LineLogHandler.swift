import Logging

/// The handler behind every logger of a ``LogOutput``: a value, so that no two loggers share level or metadata.
struct LineLogHandler: LogHandler {
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?

    private let label: String
    private let output: LogOutput

    init(label: String, level: Logger.Level, output: LogOutput) {
        self.label = label
        self.output = output
        logLevel = level
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var known = metadata
        if let provided = metadataProvider?.get() { known.merge(provided) { _, new in new } }
        output.write(LogRecord(event, label: label, metadata: known))
    }
}
