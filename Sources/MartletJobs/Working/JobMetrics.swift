import Metrics

/// The queue's numbers.
enum JobMetrics {
    /// Counts a committed job.
    static func enqueued(kind: String) {
        Counter(label: "jobs_enqueued_total", dimensions: [("kind", kind)]).increment()
    }

    /// Counts what became of an attempt.
    static func finished(kind: String, outcome: JobVerdict.Outcome) {
        let dimensions = [("kind", kind), ("outcome", outcome.rawValue)]
        Counter(label: "jobs_finished_total", dimensions: dimensions).increment()
    }

    /// Counts jobs taken back from workers that have gone.
    static func rescued(_ count: Int) {
        Counter(label: "jobs_rescued_total").increment(by: count)
    }

    /// Records how many jobs run in this process.
    static func running(_ count: Int) {
        Gauge(label: "jobs_running").record(count)
    }

    /// Counts a delivery.
    static func received(source: String, receipt: Inbox.Receipt) {
        let dimensions = [("source", source), ("receipt", receipt.rawValue)]
        Counter(label: "inbox_deliveries_total", dimensions: dimensions).increment()
    }
}
