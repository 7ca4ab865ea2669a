import Logging
import MartletContext
import Metrics
import Synchronization

/// Counts statements and tells of those that take long; the same over every engine.
///
/// The time is what the caller waits: for a connection or the writer's turn, for the rows, and, where the statement is a
/// transaction of its own, for the commit.
final class StatementWatch: Sendable {
    let threshold: Duration
    private let slow: Counter
    private let duration: Metrics.Timer
    private let statements = Atomic<Int>(0)

    init(threshold: Duration) {
        self.threshold = threshold
        let factory = MetricsSystem.factory
        slow = Counter(label: "database.statements.slow", factory: factory)
        duration = Timer(label: "database.statement.slow.duration", factory: factory)
    }

    /// How many statements have been run.
    var count: Int { statements.load(ordering: .relaxed) }

    /// Counts a statement and returns when it began.
    func begin(_ context: Context) -> Duration {
        statements.add(1, ordering: .relaxed)
        return context.clock.uptime
    }

    /// Records a statement that took long; bound values stand nowhere.
    func end(_ site: StatementSite, since start: Duration, rows: Int?, _ context: Context) {
        let time = context.clock.uptime - start
        guard time >= threshold else { return }
        slow.increment()
        duration.recordNanoseconds(Int64(time / .nanoseconds(1)))
        var metadata: Logger.Metadata = [
            "statement": "\(site)", "duration_ms": .stringConvertible(Int(time / .milliseconds(1))),
        ]
        if let rows { metadata["rows"] = .stringConvertible(rows) }
        if let correlation = context.correlation { metadata["correlation_id"] = "\(correlation)" }
        context.logger.warning("statement_slow", metadata: metadata)
    }
}

extension Database {
    /// How many statements have been run so far, those of transactions included; for tests and metrics.
    package var statementCount: Int { watch.count }
}
