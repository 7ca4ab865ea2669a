public import Logging

/// How much a log record matters: five levels, each with one fixed meaning.
///
/// What swift-log calls `trace` is written as ``debug``, and its `notice` as ``info``.
public enum LogLevel: String, Sendable, CaseIterable {
    /// Helps a developer follow the code; switched off outside development.
    case debug
    /// Something happened as it should.
    case info
    /// The service works, but degraded: a retry, a fallback, a limit close by.
    case warning
    /// One operation failed.
    case error
    /// The system itself is failing.
    case critical

    /// Reads a level by its name, in any case; nil when there is no such level.
    public init?(name: some StringProtocol) {
        self.init(rawValue: name.lowercased())
    }

    /// Takes the level under which a record of swift-log is written.
    public init(_ level: Logger.Level) {
        self =
            switch level {
            case .trace, .debug: .debug
            case .info, .notice: .info
            case .warning: .warning
            case .error: .error
            case .critical: .critical
            }
    }

    /// The lowest level of swift-log that is let through at this level.
    public var threshold: Logger.Level {
        switch self {
        case .debug: .trace
        case .info: .info
        case .warning: .warning
        case .error: .error
        case .critical: .critical
        }
    }

    /// The level as it stands in a line.
    var label: StaticString {
        switch self {
        case .debug: "DEBUG"
        case .info: "INFO"
        case .warning: "WARNING"
        case .error: "ERROR"
        case .critical: "CRITICAL"
        }
    }
}
