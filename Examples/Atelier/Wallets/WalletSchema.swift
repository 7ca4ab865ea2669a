import Martlet

/// The tables of the ledger, whose constraints hold whatever the code does.
enum WalletSchema {
    static func migration(_ number: Int) -> Migration {
        Migration(
            number,
            "create wallets",
            up: accounts + ledger,
            down: [
                "DROP TABLE IF EXISTS ledger_entries", "DROP TABLE IF EXISTS ledger_operations",
                "DROP TABLE IF EXISTS accounts",
            ]
        )
    }

    /// The limit of a balance is far below what a column holds: on SQLite a sum beyond that would become inexact.
    private static let accounts: [SQL] = [
        """
        CREATE TABLE IF NOT EXISTS accounts (
            id \(type: .identity),
            kind \(type: .text) NOT NULL CHECK (kind IN ('bank', 'revenue', 'wallet', 'hold')),
            member \(type: .integer) REFERENCES members (id),
            balance \(type: .integer) NOT NULL DEFAULT 0,
            CHECK ((member IS NULL) = (kind IN ('bank', 'revenue'))),
            CHECK (kind = 'bank' OR balance >= 0),
            CHECK (balance BETWEEN -1000000000000000 AND 1000000000000000)
        )
        """,
        // Accounts of the house have no member, and each exists once.
        "CREATE UNIQUE INDEX IF NOT EXISTS accounts_owner ON accounts (COALESCE(member, 0), kind)",
        "INSERT INTO accounts (kind) VALUES ('bank'), ('revenue') ON CONFLICT DO NOTHING",
    ]

    private static let ledger: [SQL] = [
        """
        CREATE TABLE IF NOT EXISTS ledger_operations (
            id \(type: .identity),
            key \(type: .text) NOT NULL UNIQUE,
            kind \(type: .text) NOT NULL CHECK (
                kind IN ('welcome', 'grant', 'transfer', 'hold', 'charge', 'release', 'refund')
            ),
            generation \(type: .id),
            created_at \(type: .instant) NOT NULL,
            CHECK ((generation IS NOT NULL) = (kind IN ('hold', 'charge', 'release', 'refund')))
        )
        """,
        // A hold ends once: it is charged or released.
        """
        CREATE UNIQUE INDEX IF NOT EXISTS ledger_operations_end ON ledger_operations (generation)
        WHERE kind IN ('charge', 'release')
        """,
        """
        CREATE TABLE IF NOT EXISTS ledger_entries (
            operation \(type: .integer) NOT NULL REFERENCES ledger_operations (id),
            account \(type: .integer) NOT NULL REFERENCES accounts (id),
            amount \(type: .integer) NOT NULL CHECK (amount <> 0),
            PRIMARY KEY (operation, account)
        )
        """,
    ]
}
