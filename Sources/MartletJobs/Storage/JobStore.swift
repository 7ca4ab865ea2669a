import MartletContext
import MartletDatabase
import MartletPayload

/// The SQL of the queue, one function for each step of a job's life.
///
/// States of the hot table and what changes them:
///
/// | from | to | by |
/// | --- | --- | --- |
/// | – | pending | ``insert(_:in:)``; ``enqueueDeliveries(in:)`` for what came by the inbox |
/// | pending | running | ``claim(limit:of:atMost:in:)``, which counts the lease and the attempt up |
/// | pending | blocked | ``claim(limit:of:atMost:in:)``, when an earlier job of the same ordering key is unfinished |
/// | blocked | pending | the end of the earlier job |
/// | running | pending | ``settle(_:in:)`` for another try, ``rescue(sparing:knowing:in:)`` when the worker is gone |
/// | running | finished | ``settle(_:in:)``, also when the job's worker died too often |
///
/// All of it runs at read committed and locks the rows it takes.
struct JobStore: Sendable {
    /// How the engine spells SQL: SQLite's file belongs to one process, so leases of other processes are void there.
    let dialect: Dialect

    /// This process, for the worker column.
    let process: ID<JobStore>

    /// Stores a new job.
    ///
    /// Positions of one ordering key are handed out under a lock that ends with the transaction, so they are in the
    /// order of the commits: no earlier position becomes visible after a later one.
    func insert(_ job: NewJob, in tx: Transaction) throws {
        if let key = job.orderingKey {
            try tx.lock("martlet.jobs:\(key)")
            try enqueueDeliveries(of: key, in: tx)
        }
        let insert: Statement<Changes> = """
            INSERT INTO jobs \(values: [
                "id": job.id,
                "kind": job.kind,
                "payload": job.payload,
                "ordering_key": job.orderingKey,
                "run_at": job.runAt,
                "correlation": job.correlation,
                "created_at": job.createdAt,
            ])
            """
        try tx.run(insert)
    }

    /// Unblocks the first job of each key, after jobs of these keys have left the queue.
    ///
    /// It touches the first job whether it was put aside or not, because a claim may be doing that just now.
    func unblock(keys: [String], in tx: Transaction) throws {
        guard !keys.isEmpty else { return }
        let update: Statement<Changes> = """
            UPDATE jobs SET state = 'pending'
            WHERE state <> 'running' AND position IN (
                SELECT MIN(position) FROM jobs WHERE ordering_key \(in: keys) GROUP BY ordering_key
            )
            """
        try tx.run(update)
    }

    /// Moves jobs out of the queue and unblocks those behind them; the payload is kept for dead letters only.
    func finish(_ jobs: [LockedJob], as state: FinalState, reason: String?, in tx: Transaction) throws {
        guard !jobs.isEmpty else { return }
        let positions = jobs.map(\.position)
        let archive: Statement<Changes> = """
            INSERT INTO finished_jobs
                (id, kind, payload, ordering_key, state, attempt, reason, correlation, created_at, finished_at)
            SELECT id, kind, CASE WHEN CAST(\(state.rawValue) AS \(type: .text)) = 'dead' THEN payload END,
                ordering_key, CAST(\(state.rawValue) AS \(type: .text)), attempt,
                CAST(\(reason?.stored as String?) AS \(type: .text)), correlation, created_at,
                CAST(\(.now) AS \(type: .instant))
            FROM jobs WHERE position \(in: positions)
            """
        try tx.run(archive)
        try tx.run("DELETE FROM jobs WHERE position \(in: positions)" as Statement<Changes>)
        try unblock(keys: Array(Set(jobs.compactMap(\.orderingKey))), in: tx)
    }
}

/// A job on its way into the store.
struct NewJob: Sendable {
    let id: ID<any Job>
    let kind: String
    let payload: String
    let orderingKey: String?
    let runAt: Instant
    let correlation: String?
    let createdAt: Instant
}

/// A row of the queue that the transaction has locked.
struct LockedJob: Sendable, Record {
    let position: Int64
    let lease: Int64
    let orderingKey: String?

    init(reading columns: inout some ColumnReader) throws {
        position = try columns.read("position")
        lease = try columns.read("lease")
        orderingKey = try columns.read("ordering_key")
    }
}
