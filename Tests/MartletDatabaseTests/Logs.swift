import InMemoryLogging
import Logging
import MartletContext
import MartletTesting

/// What is logged while a closure runs in a context with a clock that stands still.
struct Logs {
    /// One record.
    struct Record {
        let level: String
        let fields: [String: String]
    }

    private let handler = InMemoryLogHandler()
    let clock = TestClock()
    let context: Context

    init(deadline: Duration? = nil) {
        var context = Context(clock: clock, logger: Logger(label: "test") { [handler] _ in handler })
        if let deadline { context.deadline = Deadline(uptime: clock.uptime + deadline) }
        context.correlation = CorrelationID()
        self.context = context
    }

    /// Moves the clock.
    func advance(by duration: Duration) {
        clock.advance(by: duration)
    }

    /// Everything that was logged.
    var text: String {
        handler.entries.map { "\($0.message) \($0.metadata)" }.joined(separator: "\n")
    }

    /// The records with a message.
    func records(_ message: String) -> [Record] {
        handler.entries.filter { "\($0.message)" == message }.map { entry in
            Record(level: entry.level.rawValue, fields: entry.metadata.mapValues { "\($0)" })
        }
    }
}
