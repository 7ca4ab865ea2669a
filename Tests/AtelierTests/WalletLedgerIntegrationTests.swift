@testable import Atelier
import Martlet
import MartletTesting
import Testing

/// Grants to everybody, and the check that finds what does not add up.
@Suite(.timeLimit(.minutes(10)))
struct WalletLedgerIntegrationTests {
    @Test(arguments: TestEngine.allCases)
    func `S0-46 F-50 a grant to 1000 members is one change of balances, and as many statements as one to 10`(
        engine: TestEngine
    ) async throws {
        try await WalletBench.with(engine) { bench in
            var transcripts: [[String]] = []
            var members: [Member] = []
            for count in [10, 1_000] {
                members = try await bench.makeMembers(count)
                bench.recording.clear()
                let key = OperationKey.grant(job: ID(bits: UInt128(count)))
                let touched = try await bench.wallets.grant(toEveryone: .kopecks(50), key: key)
                #expect(touched == count)
                transcripts.append(bench.recording.transcript)
            }
            #expect(transcripts.map(\.count) == [5, 5])
            #expect(transcripts.map { $0.filter { $0.hasPrefix("UPDATE accounts") }.count } == [1, 1])
            let balances = try await bench.available(members[0], members[9], members[10], members[999])
            let report = try await bench.wallets.check()
            #expect(balances == [10_100, 10_100, 10_050, 10_050])
            #expect(report.operations == 1_002)
            #expect(report.findings == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S0-46 a grant to everybody happens once for its key, and who comes later gets nothing`(
        engine: TestEngine
    ) async throws {
        try await WalletBench.with(engine) { bench in
            _ = try await bench.makeMembers(3)
            let key = OperationKey.grant(job: ID(bits: 1))
            await #expect(throws: WalletError.amountNotPositive) {
                try await bench.wallets.grant(toEveryone: .kopecks(-50), key: key)
            }
            await #expect(throws: WalletError.amountTooLarge(limit: Ledger.limit)) {
                try await bench.wallets.grant(toEveryone: .kopecks(Ledger.limit.minor + 1), key: key)
            }
            var members: [Member] = []
            for count in [3, 4] {
                members = try await bench.makeMembers(count)
                let touched = try await bench.wallets.grant(toEveryone: .kopecks(50), key: key)
                #expect(touched == 3)
            }
            let balances = try await bench.available(members[0], members[1], members[2], members[3])
            let findings = try await bench.findings()
            #expect(balances == [10_050, 10_050, 10_050, 10_000])
            #expect(findings == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `grants to everybody and transfers between them at once keep the sum exact, while members come`(
        engine: TestEngine
    ) async throws {
        try await WalletBench.with(engine) { bench in
            let members = try await bench.makeMembers(10)
            bench.recording.clear()
            let operations = await concurrently(60) { number in
                if number.isMultiple(of: 3) {
                    let key = OperationKey.grant(job: ID(bits: UInt128(number)))
                    try await bench.wallets.grant(toEveryone: .kopecks(7), key: key)
                } else if number.isMultiple(of: 5) {
                    _ = try await bench.members.sighted(.sample(id: Int64(number + 100)))
                } else {
                    let (from, to) = (members[number % 10], members[(number * 7 + 1) % 10])
                    guard from != to else { return }
                    let key = OperationKey.transfer(ID(bits: UInt128(number)))
                    try await bench.wallets.transfer(.kopecks(5), from: from, to: to, key: key)
                }
            }
            for operation in operations { try operation.get() }
            let findings = try await bench.findings()
            #expect(findings == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a grant to one member is booked once for its update`(engine: TestEngine) async throws {
        try await WalletBench.with(engine) { bench in
            let ada = try await bench.makePair().ada
            for _ in 1...2 {
                let booking = try await bench.database.write { [wallets = bench.wallets] tx in
                    try wallets.grant(.kopecks(500), to: ada, key: .grant(job: ID(bits: 12)), in: tx)
                }
                #expect(booking.kind == .grant)
            }
            let balances = try await bench.available(ada)
            #expect(balances == [10_500])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the tables go and come again with an empty bank`(engine: TestEngine) async throws {
        try await WalletBench.with(engine) { bench in
            _ = try await bench.makePair()
            let migrator = try Migrator(database: bench.database, sets: [AtelierSchema.migrations])
            try await migrator.down()
            try await migrator.up()
            let report = try await bench.wallets.check()
            #expect(report == LedgerReport(accounts: 2, operations: 0, findings: []))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the check of a right ledger says so in one line`(engine: TestEngine) async throws {
        try await WalletBench.with(engine) { bench in
            _ = try await bench.makePair()
            let report = try await bench.wallets.check()
            #expect(report.isSound)
            #expect("\(report)" == "the ledger is right: 6 accounts, 2 operations, the sum is zero")
        }
    }

    @Test(
        arguments: TestEngine.allCases,
        [
            (
                "UPDATE accounts SET balance = balance + 1 WHERE id = 3",
                [
                    "the sum of all accounts is 0.01 RUB, not zero",
                    "account 3 holds 100.01 RUB, its entries add up to 100.00 RUB",
                ]
            ),
            (
                "UPDATE accounts SET balance = balance + CASE id WHEN 3 THEN 1 ELSE -1 END WHERE id IN (3, 5)",
                [
                    "account 3 holds 100.01 RUB, its entries add up to 100.00 RUB",
                    "account 5 holds 99.99 RUB, its entries add up to 100.00 RUB",
                ]
            ),
            (
                "DELETE FROM ledger_entries WHERE operation = 1 AND amount > 0",
                [
                    "account 3 holds 100.00 RUB, its entries add up to 0.00 RUB",
                    "operation welcome:1 has 1 entries that add up to -100.00 RUB, not zero",
                ]
            ),
            (
                "INSERT INTO ledger_operations (key, kind, created_at) VALUES ('grant:9', 'grant', '2026-01-01T00:00:00Z')",
                ["operation grant:9 has 0 entries that add up to 0.00 RUB, not zero"]
            ),
        ] as [(Statement<Changes>, [String])]
    )
    func `the check finds what was planted`(
        engine: TestEngine,
        planted: (statement: Statement<Changes>, findings: [String])
    ) async throws {
        try await WalletBench.with(engine) { bench in
            _ = try await bench.makePair()
            try await bench.database.run(planted.statement)
            let report = try await bench.wallets.check()
            #expect(!report.isSound)
            #expect(report.findings == planted.findings)
        }
    }

    @Test(
        arguments: TestEngine.allCases,
        [
            (
                "DELETE FROM ledger_operations WHERE id = 1",
                [
                    "an entry of -100.00 RUB is of operation 1 and account 1, of which one is gone",
                    "an entry of 100.00 RUB is of operation 1 and account 3, of which one is gone",
                ]
            ),
            (
                "DELETE FROM accounts WHERE id = 3",
                [
                    "the sum of all accounts is -100.00 RUB, not zero",
                    "an entry of 100.00 RUB is of operation 1 and account 3, of which one is gone",
                ]
            ),
        ] as [(Statement<Changes>, [String])]
    )
    func `the check finds entries of what is gone`(
        engine: TestEngine,
        planted: (statement: Statement<Changes>, findings: [String])
    ) async throws {
        try await WalletBench.with(engine) { bench in
            _ = try await bench.makePair()
            // A table without the references that forbid it.
            let changes: [Statement<Changes>] = [
                "CREATE TABLE entries AS SELECT operation, account, amount FROM ledger_entries",
                "DROP TABLE ledger_entries", "ALTER TABLE entries RENAME TO ledger_entries", planted.statement,
            ]
            for change in changes { try await bench.database.run(change) }
            #expect(try await bench.findings() == planted.findings)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the check finds a debt that the schema would have refused`(engine: TestEngine) async throws {
        try await WalletBench.with(engine) { bench in
            _ = try await bench.makePair()
            let tables: [Statement<Changes>] = [
                "DROP TABLE ledger_entries",
                "DROP TABLE accounts",
                "CREATE TABLE accounts (id BIGINT PRIMARY KEY, kind TEXT, member BIGINT, balance BIGINT)",
                "CREATE TABLE ledger_entries (operation BIGINT, account BIGINT, amount BIGINT)",
                "INSERT INTO accounts (id, kind, member, balance) VALUES (3, 'wallet', 1, -1)",
            ]
            for table in tables { try await bench.database.run(table) }
            let findings = try await bench.findings()
            #expect(findings.contains("account 3 owes: -0.01 RUB"))
        }
    }
}
