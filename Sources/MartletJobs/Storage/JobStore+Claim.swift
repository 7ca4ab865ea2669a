import MartletContext
import MartletDatabase

/// What a claim took.
struct Claim: Sendable {
    /// The jobs, in the order in which they are to run.
    let jobs: [ClaimedJob]
    /// Whether another claim may find more due jobs at once.
    let mayHaveMore: Bool
}

extension JobStore {
    /// Takes due jobs of some kinds, the earliest first: at most one of each ordering key, and only the first one of it.
    ///
    /// Jobs of other kinds are left to processes that know them; one at the head of its key holds the key up as any
    /// unfinished job does. A claim passes over them in the index, so it costs more the more of them are due.
    ///
    /// A job that waits behind another one of its key is looked at once, put aside, and brought back when it is first:
    /// however many wait there, they cost a claim nothing more.
    ///
    /// Of some kinds only so many more may be taken. Kinds of which nothing is left are not looked for; jobs beyond what
    /// is left are no reason to claim again, because the end of a running one will be.
    func claim(
        limit: Int,
        of kinds: some Collection<String>,
        atMost left: [String: Int] = [:],
        in tx: Transaction
    ) throws -> Claim {
        let hasMoreDeliveries = try enqueueDeliveries(in: tx)
        let window = max(limit, JobLimits.claimWindow)
        let due: Statement<[DueJob]> = """
            SELECT position, kind, ordering_key FROM jobs
            WHERE state = 'pending' AND run_at <= \(.now) AND kind \(in: kinds.filter { left[$0] ?? 1 > 0 })
            ORDER BY run_at, position LIMIT \(window) \(.forUpdateSkipLocked)
            """
        let candidates = try tx.run(due)
        let waiting = try waiting(among: candidates, in: tx)
        let blocked = try block(waiting, in: tx)
        let free = within(left, candidates.filter { waiting[$0.position] == nil })
        let chosen = Array(free.prefix(limit))
        let jobs = try take(chosen, in: tx)
        let sawAll = candidates.count < window && free.count == chosen.count
        return Claim(jobs: jobs, mayHaveMore: hasMoreDeliveries || !sawAll && !(jobs.isEmpty && blocked == 0))
    }

    /// Returns the positions of the first jobs, no more of a kind than are left for it.
    private func within(_ left: [String: Int], _ jobs: [DueJob]) -> [Int64] {
        var left = left
        return jobs.compactMap { job in
            guard let rest = left[job.kind] else { return job.position }
            left[job.kind] = rest - 1
            return rest > 0 ? job.position : nil
        }
    }

    /// Returns the candidates that are not the first of their key, with the one that is.
    ///
    /// A statement of its own: it must see what was committed since the candidates were chosen.
    private func waiting(among candidates: [DueJob], in tx: Transaction) throws -> [Int64: Int64] {
        let ordered = candidates.filter { $0.orderingKey != nil }.map(\.position)
        guard !ordered.isEmpty else { return [:] }
        let heads: Statement<[OrderedJob]> = """
            SELECT position, (
                SELECT MIN(earlier.position) FROM jobs AS earlier WHERE earlier.ordering_key = jobs.ordering_key
            ) AS head
            FROM jobs WHERE position \(in: ordered)
            """
        var waiting: [Int64: Int64] = [:]
        for job in try tx.run(heads) where job.head != job.position { waiting[job.position] = job.head }
        return waiting
    }

    /// Puts waiting jobs aside and returns how many.
    ///
    /// Only under a lock on the first job of the key: whoever ends that one locks it too, and so either sees the
    /// waiting job put aside and brings it back, or is being waited for, and then the job stays where it is.
    private func block(_ waiting: [Int64: Int64], in tx: Transaction) throws -> Int {
        guard !waiting.isEmpty else { return 0 }
        let lock: Statement<[Int64]> = """
            SELECT position FROM jobs WHERE position \(in: Set(waiting.values)) \(.forUpdateSkipLocked)
            """
        let heads = Set(try tx.run(lock))
        let positions = waiting.filter { heads.contains($0.value) }.map(\.key)
        guard !positions.isEmpty else { return 0 }
        try tx.run("UPDATE jobs SET state = 'blocked' WHERE position \(in: positions)" as Statement<Changes>)
        return positions.count
    }

    private func take(_ positions: [Int64], in tx: Transaction) throws -> [ClaimedJob] {
        guard !positions.isEmpty else { return [] }
        let update: Statement<[ClaimedJob]> = """
            UPDATE jobs SET state = 'running', lease = lease + 1, attempt = attempt + 1,
                worker = \(process), lease_until = \(.now + JobLimits.lease)
            WHERE position \(in: positions) RETURNING \(columns: ClaimedJob.self)
            """
        return try tx.run(update).sorted { ($0.runAt, $0.lease.position) < ($1.runAt, $1.lease.position) }
    }

    /// Counts the first due jobs by their kinds; those that nobody takes are among the first, sooner or later.
    ///
    /// With them those whose workers died too often: who knows their kind has to make dead letters of them.
    func dueKinds() -> Statement<[DueKind]> {
        """
        SELECT kind, COUNT(*) AS jobs FROM (
            SELECT kind FROM (
                SELECT kind FROM jobs WHERE state = 'pending' AND run_at <= \(.now)
                ORDER BY run_at, position LIMIT \(JobLimits.maintenanceBatch)
            ) AS pending
            UNION ALL
            SELECT kind FROM jobs
            WHERE state = 'running' AND lease_until < \(.now) AND rescues >= \(JobLimits.rescues)
        ) AS due GROUP BY kind ORDER BY kind
        """
    }

    /// Extends the leases of running jobs and returns those that are still held.
    func extend(_ leases: [JobLease], in tx: Transaction) throws -> Set<JobLease> {
        guard !leases.isEmpty else { return [] }
        let update: Statement<[LockedJob]> = """
            UPDATE jobs SET lease_until = \(.now + JobLimits.lease)
            WHERE position \(in: leases.map(\.position)) AND state = 'running' AND worker = \(process)
            RETURNING position, lease, ordering_key
            """
        let held = try tx.run(update).map { JobLease(position: $0.position, number: $0.lease) }
        return Set(held).intersection(leases)
    }
}

/// How many jobs of a kind are due.
struct DueKind: Sendable, Record {
    let kind: String
    let jobs: Int

    init(kind: String, jobs: Int) {
        self.kind = kind
        self.jobs = jobs
    }

    init(reading columns: inout some ColumnReader) throws {
        kind = try columns.read("kind")
        jobs = try columns.read("jobs")
    }
}

/// A job that a claim may take.
private struct DueJob: Sendable, Record {
    let position: Int64
    let kind: String
    let orderingKey: String?

    init(reading columns: inout some ColumnReader) throws {
        position = try columns.read("position")
        kind = try columns.read("kind")
        orderingKey = try columns.read("ordering_key")
    }
}

/// A job of an ordering key, and the first one of that key.
private struct OrderedJob: Sendable, Record {
    let position: Int64
    let head: Int64

    init(reading columns: inout some ColumnReader) throws {
        position = try columns.read("position")
        head = try columns.read("head")
    }
}
