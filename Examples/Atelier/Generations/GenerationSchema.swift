import Martlet

/// The tables of generations.
enum GenerationSchema {
    static func migration(_ number: Int) -> Migration {
        Migration(
            number,
            "create generations",
            up: [generations, history, states, callbacks, callbackAges],
            down: [
                "DROP TABLE IF EXISTS provider_callbacks", "DROP TABLE IF EXISTS generation_states",
                "DROP TABLE IF EXISTS generations",
            ]
        )
    }

    private static let generations: SQL = """
        CREATE TABLE IF NOT EXISTS generations (
            id \(type: .id) PRIMARY KEY,
            request_key \(type: .text) NOT NULL UNIQUE,
            member \(type: .integer) NOT NULL REFERENCES members (id),
            chat \(type: .integer) NOT NULL,
            prompt \(type: .text) NOT NULL,
            model \(type: .text) NOT NULL REFERENCES models (id),
            aspect_ratio \(type: .text) NOT NULL,
            price \(type: .integer) NOT NULL CHECK (price > 0),
            state \(type: .text) NOT NULL CHECK (
                state IN ('requested', 'running', 'succeeded', 'delivered', 'failed', 'expired', 'refunded')
            ),
            failure \(type: .text),
            task \(type: .text) UNIQUE,
            result_url \(type: .text),
            file_id \(type: .text),
            cost \(type: .integer) CHECK (cost >= 0),
            progress_message \(type: .integer),
            is_shown_painting \(type: .boolean) NOT NULL DEFAULT FALSE,
            created_at \(type: .instant) NOT NULL,
            started_at \(type: .instant),
            finished_at \(type: .instant),
            delivered_at \(type: .instant),
            CHECK (state <> 'running' OR (task IS NOT NULL AND started_at IS NOT NULL)),
            CHECK (state NOT IN ('succeeded', 'delivered') OR result_url IS NOT NULL)
        )
        """

    private static let history: SQL =
        "CREATE INDEX IF NOT EXISTS generations_member ON generations (member, created_at)"

    /// Every change of a state, the first one from none.
    private static let states: SQL = """
        CREATE TABLE IF NOT EXISTS generation_states (
            generation \(type: .id) NOT NULL REFERENCES generations (id),
            old \(type: .text),
            new \(type: .text) NOT NULL,
            at \(type: .instant) NOT NULL,
            PRIMARY KEY (generation, new)
        )
        """

    /// The tasks that the provider has called back for, which may happen before the task is known here.
    private static let callbacks: SQL = """
        CREATE TABLE IF NOT EXISTS provider_callbacks (
            task \(type: .text) PRIMARY KEY,
            received_at \(type: .instant) NOT NULL
        )
        """

    private static let callbackAges: SQL =
        "CREATE INDEX IF NOT EXISTS provider_callbacks_age ON provider_callbacks (received_at)"
}
