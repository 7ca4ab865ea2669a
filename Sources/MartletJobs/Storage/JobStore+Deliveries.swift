import MartletDatabase

extension JobStore {
    /// Makes jobs of new deliveries, in the order in which they were stored; tells whether there may be more.
    ///
    /// What a sender waits for is one insert; the rest is done here, for many at once. The deliveries of a key become jobs
    /// under the lock under which the key's positions are handed out, so that they are in the key's order. It waits for
    /// nobody: keys that another transaction holds, and deliveries without a key that it has taken, stay for later.
    /// Past those it looks for others, so that a transaction that stays open keeps its own keys waiting and no others.
    func enqueueDeliveries(in tx: Transaction) throws -> Bool {
        var held: Set<String> = []
        var last: Int64 = 0
        for _ in 0..<JobLimits.deliveryLooks {
            let news = try tx.run(newDeliveries(after: last, except: held))
            guard let end = news.last?.position else { return false }
            let wanted = Set(news.compactMap(\.orderingKey))
            let keys = try lock(wanted, in: tx)
            var positions = try tx.run(unkeyed(among: news.filter { $0.orderingKey == nil }.map(\.position)))
            // A statement of its own: it must see what was committed before the keys were locked.
            if !keys.isEmpty { positions += try tx.run(deliveries(of: keys)) }
            try enqueueDeliveries(at: positions, in: tx)
            let mayHaveMore = news.count == JobLimits.deliveryBatch
            guard mayHaveMore, positions.isEmpty else { return mayHaveMore }
            held.formUnion(wanted)
            last = end
        }
        return false
    }

    /// Makes jobs of the new deliveries of a key, before another job takes its place behind them; the key is locked.
    func enqueueDeliveries(of key: String, in tx: Transaction) throws {
        while true {
            let positions = try tx.run(deliveries(of: [key]))
            guard !positions.isEmpty else { return }
            try enqueueDeliveries(at: positions, in: tx)
        }
    }

    private func enqueueDeliveries(at positions: [Int64], in tx: Transaction) throws {
        guard !positions.isEmpty else { return }
        let insert: Statement<Changes> = """
            INSERT INTO jobs (id, kind, payload, ordering_key, run_at, correlation, created_at)
            SELECT job, 'inbox.' || source, '{"delivery":' || position || '}', ordering_key, received_at, correlation,
                received_at
            FROM inbox WHERE position \(in: positions) ORDER BY position
            """
        try tx.run(insert)
        try tx.run("UPDATE inbox SET is_new = FALSE WHERE position \(in: positions)" as Statement<Changes>)
    }

    private func newDeliveries(after position: Int64, except held: Set<String>) -> Statement<[NewDelivery]> {
        guard !held.isEmpty else {
            return """
                SELECT position, ordering_key FROM inbox WHERE is_new AND position > \(position)
                ORDER BY position LIMIT \(JobLimits.deliveryBatch)
                """
        }
        return """
            SELECT position, ordering_key FROM inbox
            WHERE is_new AND position > \(position) AND (ordering_key IS NULL OR NOT ordering_key \(in: held))
            ORDER BY position LIMIT \(JobLimits.deliveryBatch)
            """
    }

    private func deliveries(of keys: Set<String>) -> Statement<[Int64]> {
        """
        SELECT position FROM inbox WHERE is_new AND ordering_key \(in: keys)
        ORDER BY position LIMIT \(JobLimits.deliveryBatch)
        """
    }

    private func unkeyed(among positions: [Int64]) -> Statement<[Int64]> {
        "SELECT position FROM inbox WHERE is_new AND position \(in: positions) \(.forUpdateSkipLocked)"
    }

    /// Locks those keys that nobody holds and returns them; SQLite's one writer holds every lock.
    private func lock(_ keys: Set<String>, in tx: Transaction) throws -> Set<String> {
        guard dialect == .postgres, !keys.isEmpty else { return keys }
        let locked: Statement<[String]> = """
            SELECT ordering_key FROM (
                SELECT DISTINCT ordering_key FROM inbox WHERE is_new AND ordering_key \(in: keys)
            ) AS keys
            WHERE pg_try_advisory_xact_lock(hashtextextended('martlet.jobs:' || ordering_key, 0))
            """
        return Set(try tx.run(locked))
    }
}

/// A delivery that has no job yet.
private struct NewDelivery: Sendable, Record {
    let position: Int64
    let orderingKey: String?

    init(reading columns: inout some ColumnReader) throws {
        position = try columns.read("position")
        orderingKey = try columns.read("ordering_key")
    }
}
