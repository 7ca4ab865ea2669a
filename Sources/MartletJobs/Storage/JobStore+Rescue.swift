import MartletContext
import MartletDatabase
import MartletPayload

/// A running job whose worker has gone.
struct OrphanedJob: Sendable, Record {
    let lease: JobLease
    let id: ID<any Job>
    let kind: String
    let attempt: Int
    let rescues: Int
    let orderingKey: String?

    init(reading columns: inout some ColumnReader) throws {
        lease = JobLease(position: try columns.read("position"), number: try columns.read("lease"))
        id = try columns.read("id")
        kind = try columns.read("kind")
        attempt = try columns.read("attempt")
        rescues = try columns.read("rescues")
        orderingKey = try columns.read("ordering_key")
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
    /// - Parameters:
    ///   - living: Claims that run in this process, whatever the clock says.
    ///   - tx: The transaction.
    /// - Returns: The jobs; poisonous ones are dead letters now, the others pending.
    /// - Throws: A `DatabaseError`.
    func rescue(sparing living: Set<JobLease>, in tx: Transaction) throws -> [OrphanedJob] {
        let orphans = try tx.run(staleJobs()).filter { !living.contains($0.lease) }
        for orphan in orphans {
            if orphan.isPoison { try bury(orphan, in: tx) } else { try free(orphan, in: tx) }
        }
        return orphans
    }

    private func staleJobs() -> Statement<[OrphanedJob]> {
        switch dialect {
        case .sqlite:
            """
            SELECT \(columns: OrphanedJob.self) FROM jobs
            WHERE state = 'running' AND (worker <> \(process) OR lease_until < \(.now))
            ORDER BY position LIMIT \(JobLimits.maintenanceBatch)
            """
        case .postgres:
            """
            SELECT \(columns: OrphanedJob.self) FROM jobs
            WHERE state = 'running' AND lease_until < \(.now)
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

    private func bury(_ orphan: OrphanedJob, in tx: Transaction) throws {
        let row: Statement<[LockedJob]> = """
            SELECT position, lease, ordering_key FROM jobs WHERE position = \(orphan.lease.position)
            """
        try finish(try tx.run(row), as: .dead, reason: Self.poisonReason, in: tx)
    }

    /// The reason of a dead letter whose workers died.
    static let poisonReason = "crashed worker: the process ended \(JobLimits.rescues + 1) times while it ran this job"
}
