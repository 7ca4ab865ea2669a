import Martlet
import MartletMacros

/// What a comparison of the accounts with the entries has found.
struct LedgerReport: Sendable, Hashable {
    /// How many accounts there are.
    let accounts: Int

    /// How many operations have been booked.
    let operations: Int

    /// What is wrong; at most 20 findings of each kind.
    let findings: [String]

    /// Tells whether nothing is wrong.
    var isSound: Bool { findings.isEmpty }

    init(accounts: Int, operations: Int, findings: [String]) {
        self.accounts = accounts
        self.operations = operations
        self.findings = findings
    }

    /// Compares everything that a snapshot holds.
    init(of snapshot: Snapshot) throws {
        let store = LedgerReportStore()
        let totals = try snapshot.run(store.getTotals())
        var findings: [String] = []
        if totals.sum.minor != 0 { findings.append("the sum of all accounts is \(totals.sum), not zero") }
        findings += try snapshot.run(store.getAccounts()).map { account in
            "account \(account.id) holds \(account.balance), its entries add up to \(account.entries)"
        }
        findings += try snapshot.run(store.getDebtors()).map { "account \($0.id) owes: \($0.balance)" }
        findings += try snapshot.run(store.getOperations()).map { operation in
            "operation \(operation.key) has \(operation.entries) entries that add up to \(operation.sum), not zero"
        }
        findings += try snapshot.run(store.getOrphans()).map { entry in
            "an entry of \(entry.amount) is of operation \(entry.operation) and account \(entry.account), of which one is gone"
        }
        self.init(accounts: totals.accounts, operations: totals.operations, findings: findings)
    }
}

extension LedgerReport: CustomStringConvertible {
    /// One line when everything is right, else a line for each finding.
    var description: String {
        guard isSound else { return (["the ledger is wrong:"] + findings).joined(separator: "\n- ") }
        return "the ledger is right: \(accounts) accounts, \(operations) operations, the sum is zero"
    }
}

/// What the comparison reads.
private struct LedgerReportStore {
    func getTotals() -> Statement<Totals> {
        """
        SELECT CAST(COALESCE(sum(balance), 0) AS BIGINT) AS sum, count(*) AS accounts,
            (SELECT count(*) FROM ledger_operations) AS operations
        FROM accounts
        """
    }

    func getAccounts() -> Statement<[ComparedAccount]> {
        """
        SELECT accounts.id, accounts.balance, CAST(COALESCE(sum(amount), 0) AS BIGINT) AS entries
        FROM accounts LEFT JOIN ledger_entries ON account = accounts.id
        GROUP BY accounts.id
        HAVING accounts.balance <> COALESCE(sum(amount), 0)
        ORDER BY accounts.id LIMIT 20
        """
    }

    func getDebtors() -> Statement<[Account]> {
        "SELECT \(columns: Account.self) FROM accounts WHERE balance < 0 AND kind <> 'bank' ORDER BY id LIMIT 20"
    }

    func getOperations() -> Statement<[ComparedOperation]> {
        """
        SELECT ledger_operations.key, count(amount) AS entries, CAST(COALESCE(sum(amount), 0) AS BIGINT) AS sum
        FROM ledger_operations LEFT JOIN ledger_entries ON operation = ledger_operations.id
        GROUP BY ledger_operations.id
        HAVING COALESCE(sum(amount), 0) <> 0 OR count(amount) < 2
        ORDER BY ledger_operations.id LIMIT 20
        """
    }

    /// The entries whose operation or account is gone.
    func getOrphans() -> Statement<[OrphanedEntry]> {
        """
        SELECT operation, account, amount
        FROM ledger_entries
            LEFT JOIN ledger_operations ON ledger_operations.id = operation
            LEFT JOIN accounts ON accounts.id = account
        WHERE ledger_operations.id IS NULL OR accounts.id IS NULL
        ORDER BY operation, account LIMIT 20
        """
    }

    @Record
    struct OrphanedEntry {
        let operation: Int64
        let account: Int64
        @Column(in: .rub) let amount: Money
    }

    @Record
    struct Totals {
        @Column(in: .rub) let sum: Money
        let accounts: Int
        let operations: Int
    }

    @Record
    struct ComparedAccount {
        let id: Int64
        @Column(in: .rub) let balance: Money
        @Column(in: .rub) let entries: Money
    }

    @Record
    struct ComparedOperation {
        let key: String
        let entries: Int
        @Column(in: .rub) let sum: Money
    }
}
