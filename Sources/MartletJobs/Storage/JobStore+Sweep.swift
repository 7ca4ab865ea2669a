import MartletContext
import MartletDatabase

extension JobStore {
    /// Deletes a batch of what is past its retention and returns the number of rows; zero when there is no more.
    func sweep(in tx: Transaction) throws -> Int {
        let finished: Statement<Changes> = """
            DELETE FROM finished_jobs WHERE id IN (
                SELECT id FROM finished_jobs
                WHERE finished_at < \(.now - JobLimits.finishedRetention)
                    AND (state <> 'dead' OR finished_at < \(.now - JobLimits.deadRetention))
                ORDER BY finished_at LIMIT \(JobLimits.maintenanceBatch)
            )
            """
        return try tx.run(finished).count + sweepInbox(in: tx)
    }

    /// Forgets deliveries whose work is finished; what is still to be done, or dead and can be revived, needs its body.
    private func sweepInbox(in tx: Transaction) throws -> Int {
        let deliveries: Statement<Changes> = """
            DELETE FROM inbox WHERE position IN (
                SELECT position FROM inbox
                WHERE NOT is_new AND received_at < \(.now - JobLimits.inboxRetention)
                    AND NOT EXISTS (SELECT 1 FROM jobs WHERE jobs.id = inbox.job)
                    AND NOT EXISTS (
                        SELECT 1 FROM finished_jobs
                        WHERE finished_jobs.id = inbox.job AND finished_jobs.state = 'dead'
                    )
                ORDER BY received_at LIMIT \(JobLimits.maintenanceBatch)
            )
            """
        return try tx.run(deliveries).count
    }
}
