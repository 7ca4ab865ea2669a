import MartletContext
import MartletDatabase

extension JobStore {
    /// Stores what becomes of claimed jobs and returns the claims that were still valid; of the others nothing is stored.
    func settle(_ jobs: [SettledJob], in tx: Transaction) throws -> Set<JobLease> {
        let lock: Statement<[LockedJob]> = """
            SELECT position, lease, ordering_key FROM jobs
            WHERE position \(in: Set(jobs.map(\.lease.position))) AND state = 'running'
            ORDER BY position \(.forUpdate)
            """
        var locked: [JobLease: LockedJob] = [:]
        for job in try tx.run(lock) { locked[JobLease(position: job.position, number: job.lease)] = job }
        var accepted: Set<JobLease> = []
        var completed: [LockedJob] = []
        for job in jobs {
            guard let row = locked[job.lease], accepted.insert(job.lease).inserted else { continue }
            switch job.settlement {
            case .finish(.completed, reason: nil): completed.append(row)
            case .finish(let state, let reason): try finish([row], as: state, reason: reason, in: tx)
            case .again(let delay, let error, let givesAttemptBack):
                try again(row, after: delay, error: error, givesAttemptBack: givesAttemptBack, in: tx)
            }
        }
        try finish(completed, as: .completed, reason: nil, in: tx)
        return accepted
    }

    private func again(
        _ job: LockedJob,
        after delay: Duration,
        error: String?,
        givesAttemptBack: Bool,
        in tx: Transaction
    ) throws {
        let update: Statement<Changes> = """
            UPDATE jobs SET state = 'pending', worker = NULL, lease_until = NULL, run_at = \(.now + delay),
                attempt = attempt - \(givesAttemptBack ? 1 : 0),
                last_error = COALESCE(\(error?.stored as String?), last_error)
            WHERE position = \(job.position)
            """
        try tx.run(update)
    }
}
