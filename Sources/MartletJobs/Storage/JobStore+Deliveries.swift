import MartletDatabase

extension JobStore {
    /// Makes jobs of new deliveries, in the order in which they were stored; tells whether there may be more.
    ///
    /// What a sender waits for is one insert; the rest is done here, for many at once. One transaction at a time does it,
    /// and it takes the locks under which positions are handed out, so that the jobs of a key are in the key's order.
    func enqueueDeliveries(in tx: Transaction) throws -> Bool {
        guard try !tx.run(newDeliveries(limit: 1)).isEmpty else { return false }
        try tx.lock("martlet.inbox")
        // A statement of its own: it must see what was committed while the lock was waited for.
        let positions = try tx.run(newDeliveries(limit: JobLimits.deliveryBatch))
        guard !positions.isEmpty else { return false }
        try lockKeys(of: positions, in: tx)
        let insert: Statement<Changes> = """
            INSERT INTO jobs (id, kind, payload, ordering_key, run_at, correlation, created_at)
            SELECT job, 'inbox.' || source, '{"delivery":' || position || '}', ordering_key, received_at, correlation,
                received_at
            FROM inbox WHERE position \(in: positions) ORDER BY position
            """
        try tx.run(insert)
        try tx.run("UPDATE inbox SET is_new = FALSE WHERE position \(in: positions)" as Statement<Changes>)
        return positions.count == JobLimits.deliveryBatch
    }

    private func newDeliveries(limit: Int) -> Statement<[Int64]> {
        "SELECT position FROM inbox WHERE is_new ORDER BY position LIMIT \(limit)"
    }

    /// Takes the locks of ``insert(_:in:)``, all in one statement.
    private func lockKeys(of deliveries: [Int64], in tx: Transaction) throws {
        guard dialect == .postgres else { return }
        let lock: Statement<Changes> = """
            SELECT pg_advisory_xact_lock(hashtextextended('martlet.jobs:' || ordering_key, 0)) FROM (
                SELECT DISTINCT ordering_key FROM inbox
                WHERE position \(in: deliveries) AND ordering_key IS NOT NULL ORDER BY ordering_key
            ) AS keys
            """
        try tx.run(lock)
    }
}
