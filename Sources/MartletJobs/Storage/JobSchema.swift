import MartletDatabase

/// The tables of queue and inbox.
enum JobSchema {
    /// The steps that make the tables.
    static let migrations = MigrationSet("martlet.jobs", [queue, inbox])

    /// A small hot table of what is still to be done, and another one of what is finished: finished rows leave the hot
    /// table in the transaction that finishes them, so that its indexes stay as small as the work at hand.
    private static let queue = Migration(
        1,
        "create the job queue",
        up: [
            """
            CREATE TABLE IF NOT EXISTS jobs (
                position \(type: .identity),
                id \(type: .id) NOT NULL UNIQUE,
                kind \(type: .text) NOT NULL,
                payload \(type: .text) NOT NULL,
                ordering_key \(type: .text),
                state \(type: .text) NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'blocked', 'running')),
                run_at \(type: .instant) NOT NULL,
                attempt \(type: .integer) NOT NULL DEFAULT 0 CHECK (attempt >= 0),
                lease \(type: .integer) NOT NULL DEFAULT 0 CHECK (lease >= 0),
                rescues \(type: .integer) NOT NULL DEFAULT 0 CHECK (rescues >= 0),
                worker \(type: .id),
                lease_until \(type: .instant),
                correlation \(type: .text),
                last_error \(type: .text),
                created_at \(type: .instant) NOT NULL,
                CHECK ((state = 'running') = (worker IS NOT NULL)),
                CHECK ((state = 'running') = (lease_until IS NOT NULL)),
                CHECK (state <> 'blocked' OR ordering_key IS NOT NULL)
            )
            """,
            "CREATE INDEX IF NOT EXISTS jobs_due ON jobs (run_at, position) WHERE state = 'pending'",
            "CREATE INDEX IF NOT EXISTS jobs_running ON jobs (position) WHERE state = 'running'",
            """
            CREATE INDEX IF NOT EXISTS jobs_ordering_key ON jobs (ordering_key, position)
            WHERE ordering_key IS NOT NULL
            """,
            """
            CREATE TABLE IF NOT EXISTS finished_jobs (
                id \(type: .id) PRIMARY KEY,
                kind \(type: .text) NOT NULL,
                payload \(type: .text),
                ordering_key \(type: .text),
                state \(type: .text) NOT NULL CHECK (state IN ('completed', 'cancelled', 'dead')),
                attempt \(type: .integer) NOT NULL,
                reason \(type: .text),
                correlation \(type: .text),
                created_at \(type: .instant) NOT NULL,
                finished_at \(type: .instant) NOT NULL,
                CHECK (state <> 'dead' OR (payload IS NOT NULL AND reason IS NOT NULL))
            )
            """,
            "CREATE INDEX IF NOT EXISTS finished_jobs_finished_at ON finished_jobs (finished_at)",
            """
            CREATE INDEX IF NOT EXISTS finished_jobs_dead ON finished_jobs (finished_at, id) WHERE state = 'dead'
            """,
        ],
        down: ["DROP TABLE IF EXISTS finished_jobs", "DROP TABLE IF EXISTS jobs"]
    )

    /// Deliveries, each with the id of the job that works on it; new ones have no job yet.
    private static let inbox = Migration(
        2,
        "create the inbox",
        up: [
            """
            CREATE TABLE IF NOT EXISTS inbox (
                position \(type: .identity),
                source \(type: .text) NOT NULL,
                event_id \(type: .text) NOT NULL,
                ordering_key \(type: .text),
                correlation \(type: .text),
                is_new \(type: .boolean) NOT NULL DEFAULT TRUE,
                job \(type: .id) NOT NULL,
                received_at \(type: .instant) NOT NULL,
                body \(type: .bytes) NOT NULL,
                UNIQUE (source, event_id)
            )
            """,
            "CREATE INDEX IF NOT EXISTS inbox_new ON inbox (position) WHERE is_new",
            "CREATE INDEX IF NOT EXISTS inbox_received_at ON inbox (received_at)",
        ],
        down: ["DROP TABLE IF EXISTS inbox"]
    )
}
