public import MartletContext
public import MartletDatabase
public import MartletPayload

/// A job that was given up, with the reason.
public struct DeadLetter: Sendable, Record {
    /// The job's id.
    public let id: ID<any Job>

    /// The name under which the job's type is stored; `inbox.` and the source for a delivery.
    public let kind: String

    /// The job as JSON.
    public let payload: String

    /// What the job kept an order with.
    public let orderingKey: String?

    /// The number of attempts that were made.
    public let attempt: Int

    /// Why it was given up, at most 4 KiB.
    public let reason: String

    /// The correlation id of whoever enqueued it.
    public let correlation: String?

    /// When it was enqueued.
    public let enqueuedAt: Instant

    /// When it was given up.
    public let diedAt: Instant

    /// Reads a row of the finished jobs.
    public init(reading columns: inout some ColumnReader) throws {
        id = try columns.read("id")
        kind = try columns.read("kind")
        payload = try columns.read("payload")
        orderingKey = try columns.read("ordering_key")
        attempt = try columns.read("attempt")
        reason = try columns.read("reason")
        correlation = try columns.read("correlation")
        enqueuedAt = try columns.read("created_at")
        diedAt = try columns.read("finished_at")
    }
}
