import MartletDatabase
import MartletPayload

extension JobStore {
    /// Counts the jobs by state.
    func counts() -> Statement<JobCounts> {
        """
        SELECT
            COALESCE(SUM(CASE WHEN state = 'pending' THEN 1 ELSE 0 END), 0)
                + (SELECT COUNT(*) FROM inbox WHERE is_new) AS pending,
            COALESCE(SUM(CASE WHEN state = 'blocked' THEN 1 ELSE 0 END), 0) AS blocked,
            COALESCE(SUM(CASE WHEN state = 'running' THEN 1 ELSE 0 END), 0) AS running,
            (SELECT COUNT(*) FROM finished_jobs WHERE state = 'dead') AS dead
        FROM jobs
        """
    }

    /// Lists dead letters, the latest first.
    func deadLetters(limit: Int, after letter: DeadLetter?) -> Statement<[DeadLetter]> {
        guard let letter else {
            return """
                SELECT \(columns: DeadLetter.self) FROM finished_jobs WHERE state = 'dead'
                ORDER BY finished_at DESC, id DESC LIMIT \(limit)
                """
        }
        return """
            SELECT \(columns: DeadLetter.self) FROM finished_jobs
            WHERE state = 'dead' AND (finished_at, id) < (\(letter.diedAt), \(letter.id))
            ORDER BY finished_at DESC, id DESC LIMIT \(limit)
            """
    }

    /// Finds a dead letter and locks it.
    func deadLetter(_ id: ID<any Job>) -> Statement<DeadLetter?> {
        """
        SELECT \(columns: DeadLetter.self) FROM finished_jobs WHERE id = \(id) AND state = 'dead' \(.forUpdate)
        """
    }

    /// Deletes a finished job.
    func forget(_ id: ID<any Job>) -> Statement<Changes> {
        "DELETE FROM finished_jobs WHERE id = \(id)"
    }
}
