import Martlet

/// Giving to everybody: as many statements for a thousand members as for one.
extension LedgerStore {
    /// Writes what each wallet gets and the bank gives, and locks the accounts in the order of their ids.
    func createEntries(of operation: Int64, _ amount: Money) -> Statement<Changes> {
        """
        INSERT INTO ledger_entries (operation, account, amount)
        SELECT \(operation), id, CASE kind
            WHEN 'bank' THEN \(-amount.minor) * (SELECT count(*) FROM accounts WHERE kind = 'wallet')
            ELSE \(amount.minor)
        END
        FROM accounts WHERE kind IN ('wallet', 'bank')
        ORDER BY id \(.forUpdate)
        """
    }

    /// Moves what the entries of an operation say.
    func applyEntries(of operation: Int64) -> Statement<Changes> {
        """
        UPDATE accounts SET balance = balance + (
            SELECT amount FROM ledger_entries WHERE operation = \(operation) AND account = accounts.id
        )
        WHERE id IN (SELECT account FROM ledger_entries WHERE operation = \(operation))
        """
    }

    /// How many accounts got something by the operation with a key.
    func countReceivers(_ key: OperationKey) -> Statement<Int> {
        """
        SELECT count(*) FROM ledger_operations AS operations
        JOIN ledger_entries AS entries ON entries.operation = operations.id
        WHERE operations.key = \(key.text) AND entries.amount > 0
        """
    }
}
