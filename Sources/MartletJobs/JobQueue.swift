import MartletContext
public import MartletDatabase
public import MartletPayload
import NIOCore
import Synchronization

/// A durable queue of jobs in the service's own database.
///
/// A job is enqueued in the transaction that wants it done: both are committed, or neither is. It runs at least once
/// after that commit; of each claim at most one outcome counts.
///
/// ```swift
/// let jobs = JobQueue(in: database)
/// let workers = jobs.workers { CardReminder(mailer: mailer) }
///
/// try await database.write { tx in
///     let card = try store.createOne(payload, owner: owner, in: tx)
///     try jobs.enqueue(RemindAssignee(card: card.id), delay: .seconds(86_400), in: tx)
/// }
/// ```
public final class JobQueue: Sendable {
    let database: Database
    let store: JobStore
    let metrics = JobMetrics()
    private let pool = Mutex<WorkerPool?>(nil)

    /// The tables that queue and inbox need.
    public static let migrations = JobSchema.migrations

    /// Creates a queue in a database that has the tables of ``migrations``.
    public convenience init(in database: Database) {
        self.init(in: database, process: Self.process)
    }

    /// Creates a queue that claims in the name of another process, which a test can then let die.
    init(in database: Database, process: ID<JobStore>) {
        self.database = database
        store = JobStore(dialect: database.engine.dialect, process: process)
    }

    /// This process: leases in its name are void when it is gone.
    private static let process = ID<JobStore>()

    /// Stores a job that runs once the transaction is committed.
    ///
    /// Jobs with the same ordering key run one after the other, whatever their type, in the order in which their
    /// transactions were committed; a job that rests, waits for its delay or is tried again holds those behind it up,
    /// a dead or cancelled one does not.
    ///
    /// - Parameters:
    ///   - job: What is to be done; at most 1 MiB of JSON.
    ///   - delay: How long to wait at least.
    ///   - key: What the job keeps an order with, for example `chat 42`; 1 to 200 bytes.
    ///   - tx: The transaction.
    /// - Returns: The job's id.
    /// - Throws: A ``JobError``, a `PayloadError` when the job is no JSON, or a `DatabaseError`.
    @discardableResult
    public func enqueue<Work: Job>(
        _ job: Work,
        delay: Duration = .zero,
        orderedBy key: String? = nil,
        in tx: Transaction
    ) throws -> ID<any Job> {
        let payload = String(buffer: try JSON.encode(job))
        let id = ID<any Job>()
        try enqueue(id, kind: Work.name, payload: payload, delay: delay, orderedBy: key, in: tx)
        return id
    }

    func enqueue(
        _ id: ID<any Job>,
        kind: String,
        payload: String,
        delay: Duration = .zero,
        orderedBy key: String?,
        in tx: Transaction
    ) throws {
        if let key { try JobError.check(key, as: "ordering key") }
        try JobError.check(size: payload.utf8.count, of: "payload of '\(kind)'")
        let context = Context.current
        let now = context.clock.now
        let job = NewJob(
            id: id,
            kind: kind,
            payload: payload,
            orderingKey: key,
            runAt: now + max(.zero, delay),
            correlation: context.correlation?.description,
            createdAt: now
        )
        try store.insert(job, in: tx)
        tx.afterCommit { [weak self] in
            self?.metrics.enqueued(kind: kind)
            self?.workerPool?.wake()
        }
    }

    /// Names the handlers of the queue's jobs; called once for a queue.
    ///
    /// - Parameters:
    ///   - slots: The most jobs that run at the same time; of one type ``JobPolicy/slots`` may allow fewer.
    ///   - handlers: The handlers, one for each type of job.
    /// - Returns: The workers, which work while they are run.
    public func workers(
        slots: Int = 16,
        @JobHandlerBuilder _ handlers: () -> [JobRegistration]
    ) -> JobWorkers {
        precondition(slots >= 1, "Workers need at least one slot.")
        let pool = WorkerPool(queue: self, slots: slots, handlers: handlers())
        self.pool.withLock { current in
            precondition(current == nil, "A queue has one set of workers: list all handlers in one call.")
            current = pool
        }
        return JobWorkers(queue: self, pool: pool)
    }

    /// Runs every job that is due, and every one that becomes due by it, until none is due or running.
    ///
    /// For tests: the clock is not waited for, so a job that rests stays where it is until the test moves the clock. It
    /// works beside running workers and without them, and keeps to ``JobPolicy/slots`` together with them.
    ///
    /// - Returns: The number of attempts made by this call.
    /// - Throws: A ``JobError`` of code `noWorkers`, a `DatabaseError`, or `CancellationError`.
    @discardableResult
    public func drain() async throws -> Int {
        guard let workerPool else {
            throw JobError(.noWorkers, "The queue has no workers in this process; name the handlers first.")
        }
        return try await workerPool.drain()
    }

    var workerPool: WorkerPool? { pool.withLock(\.self) }
}
