import MartletContext
import MartletDatabase
import MartletPayload

/// A running job whose worker has gone.
struct OrphanedJob: Sendable, Record, NamedJob {
    let lease: JobLease
    let id: ID<any Job>
    let kind: String
    let orderingKey: String?
    let attempt: Int
    let rescues: Int
    let correlation: String?

    init(reading columns: inout some ColumnReader) throws {
        lease = JobLease(position: try columns.read("position"), number: try columns.read("lease"))
        id = try columns.read("id")
        kind = try columns.read("kind")
        orderingKey = try columns.read("ordering_key")
        attempt = try columns.read("attempt")
        rescues = try columns.read("rescues")
        correlation = try columns.read("correlation")
    }

    /// Whether the job's worker has died so often that the job itself must be the reason.
    var isPoison: Bool { rescues >= JobLimits.rescues }

    /// The rest before the next try: none the first time, then longer and longer, so that a process that is restarted
    /// over and over does not wear out what happens to run.
    var delay: Duration { rescues == 0 ? .zero : .seconds(1 << (2 * rescues - 1)) }
}

extension JobStore {
    /// Takes running jobs back whose worker gives no sign of life any more, and returns them.
    ///
    /// Poisonous ones are only returned, and only those of some kinds: who knows the kind makes a dead letter of them,
    /// because the handler has a say in that.
    ///
    /// - Parameters:
    ///   - living: Claims that run in this process, whatever the clock says.
    ///   - kinds: The kinds that this process has handlers for.
    ///   - tx: The transaction.
    /// - Returns: The jobs; poisonous ones are as they were, the others pending.
    /// - Throws: A `DatabaseError`.
    func rescue(
        sparing living: Set<JobLease>,
        knowing kinds: some Collection<String>,
        in tx: Transaction
    ) throws -> [OrphanedJob] {
        let orphans = try tx.run(staleJobs(knowing: kinds)).filter { !living.contains($0.lease) }
        for orphan in orphans where !orphan.isPoison { try free(orphan, in: tx) }
        return orphans
    }

    private func staleJobs(knowing kinds: some Collection<String>) -> Statement<[OrphanedJob]> {
        switch dialect {
        case .sqlite:
            """
            SELECT \(columns: OrphanedJob.self) FROM jobs
            WHERE state = 'running' AND (worker <> \(process) OR lease_until < \(.now))
                AND (rescues < \(JobLimits.rescues) OR kind \(in: kinds))
            ORDER BY position LIMIT \(JobLimits.maintenanceBatch)
            """
        case .postgres:
            """
            SELECT \(columns: OrphanedJob.self) FROM jobs
            WHERE state = 'running' AND lease_until < \(.now)
                AND (rescues < \(JobLimits.rescues) OR kind \(in: kinds))
            ORDER BY position LIMIT \(JobLimits.maintenanceBatch) \(.forUpdateSkipLocked)
            """
        }
    }

    private func free(_ orphan: OrphanedJob, in tx: Transaction) throws {
        let update: Statement<Changes> = """
            UPDATE jobs SET state = 'pending', worker = NULL, lease_until = NULL, rescues = rescues + 1,
                run_at = \(.now + orphan.delay), last_error = 'the worker crashed'
            WHERE position = \(orphan.lease.position)
            """
        try tx.run(update)
    }

    /// The reason of a dead letter whose workers died.
    static let poisonReason = "crashed worker: the process ended \(JobLimits.rescues + 1) times while it ran this job"
}
