import Martlet

/// The table of transfers.
enum TransferSchema {
    static func migration(_ number: Int) -> Migration {
        Migration(
            number,
            "create transfers",
            up: [
                """
                CREATE TABLE IF NOT EXISTS transfers (
                    id \(type: .id) PRIMARY KEY,
                    sender \(type: .integer) NOT NULL REFERENCES members (id),
                    receiver \(type: .integer) NOT NULL REFERENCES members (id),
                    amount \(type: .integer) NOT NULL CHECK (amount > 0),
                    state \(type: .text) NOT NULL CHECK (state IN ('proposed', 'sent', 'cancelled')),
                    decider \(type: .id),
                    created_at \(type: .instant) NOT NULL,
                    CHECK (sender <> receiver)
                )
                """,
                "CREATE INDEX IF NOT EXISTS transfers_unsent ON transfers (created_at) WHERE state <> 'sent'",
            ],
            down: ["DROP TABLE IF EXISTS transfers"]
        )
    }
}
