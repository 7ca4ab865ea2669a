import Martlet

/// The service's own tables, a step for each feature.
enum AtelierSchema {
    /// The steps, numbered where their order stands.
    static let migrations = MigrationSet(
        "atelier",
        [
            MemberSchema.migration(1), ModelSchema.migration(2), WalletSchema.migration(3),
            GenerationSchema.migration(4), PreferenceSchema.migration(5), TransferSchema.migration(6), references(7),
        ]
    )

    /// Each reference has an index, so that deleting what it refers to reads no whole table.
    private static func references(_ number: Int) -> Migration {
        Migration(
            number,
            "index references",
            compatible: true,
            up: [
                "CREATE INDEX IF NOT EXISTS accounts_member ON accounts (member)",
                "CREATE INDEX IF NOT EXISTS ledger_entries_account ON ledger_entries (account)",
                "CREATE INDEX IF NOT EXISTS generations_model ON generations (model)",
                "CREATE INDEX IF NOT EXISTS transfers_sender ON transfers (sender)",
                "CREATE INDEX IF NOT EXISTS transfers_receiver ON transfers (receiver)",
            ],
            down: [
                "DROP INDEX IF EXISTS transfers_receiver", "DROP INDEX IF EXISTS transfers_sender",
                "DROP INDEX IF EXISTS generations_model", "DROP INDEX IF EXISTS ledger_entries_account",
                "DROP INDEX IF EXISTS accounts_member",
            ]
        )
    }
}
