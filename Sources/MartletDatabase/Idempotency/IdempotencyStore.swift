import MartletPayload

/// The table of keys that were used, with the answers given.
struct IdempotencyStore: Sendable {
    static let migrations = MigrationSet(
        "martlet.idempotency",
        [
            Migration(
                1,
                "create keys",
                up: [
                    """
                    CREATE TABLE IF NOT EXISTS martlet_idempotency_keys (
                        key \(type: .text) PRIMARY KEY,
                        fingerprint \(type: .bytes) NOT NULL,
                        answer \(type: .text) NOT NULL,
                        created_at \(type: .instant) NOT NULL
                    )
                    """,
                    """
                    CREATE INDEX IF NOT EXISTS martlet_idempotency_keys_created_at
                    ON martlet_idempotency_keys (created_at)
                    """,
                ],
                down: ["DROP TABLE IF EXISTS martlet_idempotency_keys"]
            ),
            Migration(
                2,
                "create sweeps",
                compatible: true,
                up: [
                    """
                    CREATE TABLE IF NOT EXISTS martlet_idempotency_sweeps (
                        id \(type: .integer) PRIMARY KEY CHECK (id = 1),
                        swept_at \(type: .instant) NOT NULL
                    )
                    """
                ],
                down: ["DROP TABLE IF EXISTS martlet_idempotency_sweeps"]
            ),
        ]
    )

    /// Takes a key until the end of the transaction; false when another transaction has it.
    func lock(_ key: IdempotencyKey, in tx: Transaction) throws -> Bool {
        guard tx.dialect == .postgres else { return true }
        return try tx.run("SELECT pg_try_advisory_xact_lock(hashtextextended(\(key.text), 1))")
    }

    func getOne(_ key: IdempotencyKey) -> Statement<UsedKey?> {
        "SELECT \(columns: UsedKey.self) FROM martlet_idempotency_keys WHERE key = \(key.text)"
    }

    func createOne(_ key: IdempotencyKey, answer: RawJSON) -> Statement<Changes> {
        """
        INSERT INTO martlet_idempotency_keys (key, fingerprint, answer, created_at)
        VALUES (\(key.text), \(key.fingerprint), \(answer.description), \(.now))
        """
    }

    /// Takes the turn to forget keys; touches no row when somebody has had it within the period.
    ///
    /// A turn that lies ahead was noted by a clock that was wrong, and counts for nothing.
    func takeSweep(every period: Duration) -> Statement<Changes> {
        """
        INSERT INTO martlet_idempotency_sweeps (id, swept_at) VALUES (1, \(.now))
        ON CONFLICT (id) DO UPDATE SET swept_at = excluded.swept_at
        WHERE martlet_idempotency_sweeps.swept_at <= \(.now - period)
            OR martlet_idempotency_sweeps.swept_at > \(.now + period)
        """
    }

    func deleteList(olderThan age: Duration, atMost rows: Int) -> Statement<Changes> {
        """
        DELETE FROM martlet_idempotency_keys WHERE key IN (
            SELECT key FROM martlet_idempotency_keys WHERE created_at < \(.now - age) ORDER BY created_at LIMIT \(rows)
        )
        """
    }
}

/// A key that was used.
struct UsedKey: Record {
    let fingerprint: [UInt8]
    let answer: String

    init(reading columns: inout some ColumnReader) throws {
        fingerprint = try columns.read("fingerprint")
        answer = try columns.read("answer")
    }
}
