@testable import Atelier
import Martlet
import Testing

/// The ledger's rules, keys, statements and words, as far as they need no database.
@Suite struct WalletUnitTests {
    private static let generation = ID<Generation>(bits: 7)
    private static let store = LedgerStore()

    @Test(arguments: [1, 100, 1_000_000_000_000])
    func `an amount from one kopeck to the limit may move`(kopecks: Int64) throws {
        try Ledger.validate(.kopecks(kopecks))
    }

    @Test(arguments: [0, -1, .min])
    func `F-08 zero and less may not move`(kopecks: Int64) {
        #expect(throws: WalletError.amountNotPositive) { try Ledger.validate(.kopecks(kopecks)) }
    }

    @Test(arguments: [1_000_000_000_001, .max])
    func `more than the limit may not move, and the refusal names it`(kopecks: Int64) {
        let error = #expect(throws: WalletError.self) { try Ledger.validate(.kopecks(kopecks)) }
        #expect(error?.problem.detail == "The amount must be at most 10000000000.00 RUB.")
    }

    @Test func `another currency may not move`() {
        #expect(throws: WalletError.amountNotPositive) { try Ledger.validate(Money(minor: 1, currency: .stars)) }
    }

    @Test func `a key names the kind of operation and its cause`() {
        #expect(OperationKey.grant(job: ID(bits: 12)).text == "grant:00000000-0000-0000-0000-00000000000c")
        #expect(OperationKey.transfer(ID(bits: 12)).text == "transfer:00000000-0000-0000-0000-00000000000c")
        #expect(
            OperationKey.generation(.hold, Self.generation).text == "hold:00000000-0000-0000-0000-000000000007"
        )
    }

    @Test func `only the keys of generations carry one`() {
        #expect(OperationKey.grant(job: ID(bits: 12)).generation == nil)
        #expect(OperationKey.transfer(ID(bits: 12)).generation == nil)
        #expect(OperationKey.generation(.refund, Self.generation).generation == Self.generation)
    }

    @Test func `what is done with one generation has a key each`() {
        let kinds: [OperationKind] = [.hold, .charge, .release, .refund]
        #expect(Set(kinds.map { OperationKey.generation($0, Self.generation).text }).count == 4)
    }

    @Test func `every refusal has a name of its own`() {
        let errors: [WalletError] = [
            .insufficientFunds(available: .kopecks(1)), .amountNotPositive, .amountTooLarge(limit: .kopecks(1)),
            .sameMember,
            .unknownMember, .nothingHeld, .nothingCharged,
        ]
        #expect(
            errors.map(\.problem.error) == [
                "InsufficientFundsError", "AmountNotPositiveError", "AmountTooLargeError", "SameMemberError",
                "UnknownMemberError", "NothingHeldError", "NothingChargedError",
            ]
        )
    }

    @Test func `a lack of funds says what there is`() {
        let problem = WalletError.insufficientFunds(available: .kopecks(50)).problem
        #expect(problem.status == 400)
        #expect("\(problem.details)".contains(#""minor":50"#))
    }

    @Test func `F-08 accounts are locked in the order of their ids, where an engine has locks of rows`() {
        let sql = Self.store.lock(.wallet(of: 9), .wallet(of: 3)).sql
        #expect(Dialect.postgres.text(of: sql).hasSuffix("ORDER BY id FOR UPDATE"))
        #expect(!Dialect.sqlite.text(of: sql).contains("FOR UPDATE"))
    }

    @Test func `F-08 a debit is guarded by the balance`() {
        let sql = Self.store.debit(Self.account(), .kopecks(5)).sql
        #expect(Dialect.sqlite.text(of: sql).contains("AND (kind = 'bank' OR balance >= $3)"))
        #expect(sql.values == [.integer(5), .integer(3), .integer(5)])
    }

    @Test func `S0-31 F-07 every change of a balance is relative and its amount is bound`() {
        let account = Self.account()
        let changes = [Self.store.debit(account, .kopecks(5)), Self.store.credit(account, .kopecks(5))]
        for change in changes {
            let text = Dialect.sqlite.text(of: change.sql)
            #expect(text.contains("SET balance = balance -") || text.contains("SET balance = balance +"))
            #expect(change.sql.values.first == .integer(5))
        }
        #expect(Dialect.sqlite.text(of: Self.store.applyEntries(of: 1).sql).contains("SET balance = balance + ("))
    }

    @Test func `F-09 an entry takes from one account exactly what it gives to the other`() {
        let (from, to) = (Self.account(3), Self.account(4))
        let sql = Self.store.createEntries(of: 1, .kopecks(7), from: from, to: to).sql
        #expect(
            sql.values == [.integer(1), .integer(3), .integer(-7), .integer(1), .integer(4), .integer(7)]
        )
    }

    @Test func `the bank covers every amount, a wallet what it holds`() throws {
        let wallet = Self.account()
        #expect(try wallet.covers(.kopecks(100)))
        #expect(try !wallet.covers(.kopecks(101)))
        #expect(try Account(id: 1, owner: .bank, balance: .kopecks(-5)).covers(.kopecks(101)))
    }

    @Test func `an amount of another currency is never covered`() {
        let wallet = Self.account()
        #expect(throws: PayloadError.self) { try wallet.covers(Money(minor: 1, currency: .usd)) }
    }

    @Test func `a report of a right ledger is one line`() {
        let report = LedgerReport(accounts: 4, operations: 2, findings: [])
        #expect("\(report)" == "the ledger is right: 4 accounts, 2 operations, the sum is zero")
    }

    @Test func `a report of a wrong ledger has a line for each finding`() {
        let report = LedgerReport(accounts: 4, operations: 2, findings: ["this", "that"])
        #expect(!report.isSound)
        #expect("\(report)" == "the ledger is wrong:\n- this\n- that")
    }

    private static func account(_ id: Int64 = 3) -> Account {
        Account(id: id, owner: .wallet(of: 9), balance: .kopecks(100))
    }
}
