import Logging
import MartletContext
public import MartletDatabase
import NIOCore
import Synchronization

/// Takes what others deliver, once: a delivery is durable before it is acknowledged, and a repetition has no effect.
///
/// A delivery is stored by one insert; workers make jobs of new ones, many at a time. Ids are remembered for seven days.
///
/// ```swift
/// let receipt = try await inbox.receive(Delivery(source: "telegram", eventID: id, orderedBy: "chat 42", body: body))
/// ```
public final class Inbox: Sendable {
    private let database: Database
    private let jobs: JobQueue
    private let store = InboxStore()
    private let recent: Mutex<RecentIDs>

    /// Creates an inbox beside a queue, in the same database.
    public convenience init(in database: Database, jobs: JobQueue) {
        self.init(in: database, jobs: jobs, recent: 10_000)
    }

    /// Creates an inbox that keeps so many ids in memory, as a short cut before the database.
    init(in database: Database, jobs: JobQueue, recent capacity: Int) {
        self.database = database
        self.jobs = jobs
        recent = Mutex(RecentIDs(capacity: capacity, age: JobLimits.recentRetention))
    }

    /// Stores a delivery with the job that works on it, and returns after the commit.
    ///
    /// Waits for the commit only, never for a worker. When it throws, nothing is known to be stored: answer so that the
    /// sender repeats.
    ///
    /// - Parameter delivery: What was delivered; the body is not looked at.
    /// - Returns: Whether the delivery is new.
    /// - Throws: A ``JobError`` for an id or a body out of bounds, or a `DatabaseError`.
    public func receive(_ delivery: Delivery) async throws -> Receipt {
        try JobError.check(delivery.source, as: "source")
        try JobError.check(delivery.eventID, as: "event id")
        if let key = delivery.orderingKey { try JobError.check(key, as: "ordering key") }
        try JobError.check(size: delivery.body.readableBytes, of: "body of the delivery")
        let receipt = try await store(delivery)
        jobs.metrics.received(source: delivery.source, receipt: receipt)
        if receipt == .duplicate {
            Logger.queue.debug(
                "inbox_duplicate",
                metadata: ["source": "\(delivery.source)", "event_id": "\(delivery.eventID)"]
            )
        }
        return receipt
    }

    /// The number of ids in the short cut before the database.
    var recentCount: Int { recent.withLock(\.count) }

    private func store(_ delivery: Delivery) async throws -> Receipt {
        let id = RecentIDs.Element(source: delivery.source, eventID: delivery.eventID)
        let now = Context.current.clock.now
        if recent.withLock({ $0.contains(id, at: now) }) { return .duplicate }
        // What the database has had for long may soon be forgotten there: the short cut knows only what it saw arrive.
        guard try await database.run(store.insert(delivery)).count > 0 else { return .duplicate }
        recent.withLock { $0.insert(id, at: now) }
        jobs.metrics.enqueued(kind: InboxWork.kind(of: delivery.source))
        jobs.workerPool?.wake()
        return .accepted
    }
}
