import Martlet

/// The ledger's statements; every change of a balance is relative.
struct LedgerStore: Sendable {
    /// Locks two accounts, in the order of their ids whoever gives and whoever takes: nobody waits in a circle.
    func lock(_ one: AccountOwner, _ other: AccountOwner) -> Statement<[Account]> {
        """
        SELECT \(columns: Account.self) FROM accounts
        WHERE (COALESCE(member, 0) = \(one.member ?? 0) AND kind = \(one.kind))
            OR (COALESCE(member, 0) = \(other.member ?? 0) AND kind = \(other.kind))
        ORDER BY id \(.forUpdate)
        """
    }

    /// Opens a member's two accounts, unless they are open.
    func openAccounts(of member: Member) -> Statement<Changes> {
        "INSERT INTO accounts (kind, member) VALUES ('wallet', \(member.id)), ('hold', \(member.id)) ON CONFLICT DO NOTHING"
    }

    func balance(of member: Member) -> Statement<Balance?> {
        """
        SELECT wallet.balance AS available, hold.balance AS held
        FROM accounts AS wallet JOIN accounts AS hold ON hold.kind = 'hold' AND COALESCE(hold.member, 0) = \(member.id)
        WHERE wallet.kind = 'wallet' AND COALESCE(wallet.member, 0) = \(member.id)
        """
    }

    /// What the operation with a key moved to the one account that got it.
    func getOne(_ key: OperationKey) -> Statement<Booking?> {
        """
        SELECT entries.operation, operations.kind, entries.amount, accounts.member, operations.created_at
        FROM ledger_operations AS operations
        JOIN ledger_entries AS entries ON entries.operation = operations.id AND entries.amount > 0
        JOIN accounts ON accounts.id = entries.account
        WHERE operations.key = \(key.text)
        """
    }

    /// Notes an operation; answers nothing when its key was used before.
    func createOne(_ key: OperationKey, at now: Instant) -> Statement<Int64?> {
        """
        INSERT INTO ledger_operations (key, kind, generation, created_at)
        VALUES (\(key.text), \(key.kind), \(key.generation), \(now))
        ON CONFLICT (key) DO NOTHING
        RETURNING id
        """
    }

    func createEntries(of operation: Int64, _ amount: Money, from: Account, to: Account) -> Statement<Changes> {
        """
        INSERT INTO ledger_entries (operation, account, amount)
        VALUES (\(operation), \(from.id), \(-amount.minor)), (\(operation), \(to.id), \(amount.minor))
        """
    }

    /// Takes an amount from an account that has it; touches no row of one that has not.
    func debit(_ account: Account, _ amount: Money) -> Statement<Changes> {
        """
        UPDATE accounts SET balance = balance - \(amount.minor)
        WHERE id = \(account.id) AND (kind = 'bank' OR balance >= \(amount.minor))
        """
    }

    func credit(_ account: Account, _ amount: Money) -> Statement<Changes> {
        "UPDATE accounts SET balance = balance + \(amount.minor) WHERE id = \(account.id)"
    }
}
