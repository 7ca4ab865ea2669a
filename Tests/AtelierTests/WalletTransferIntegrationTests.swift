@testable import Atelier
import Martlet
import MartletTesting
import Testing

/// Money moves between members whole, once, and only where there is enough.
@Suite(.timeLimit(.minutes(10)))
struct WalletTransferIntegrationTests {
    @Test(arguments: TestEngine.allCases)
    func `S0-30 F-08 a transfer of which any statement fails leaves both balances`(engine: TestEngine) async throws {
        try await WalletBench.with(engine) { bench in
            let (ada, bob) = try await bench.makePair()
            for number in 1...6 {
                bench.recording.fail(.statement(number), with: DatabaseError(.full, "The disk is full."))
                let error = await #expect(throws: DatabaseError.self) {
                    try await bench.wallets.transfer(.kopecks(1), from: ada, to: bob, key: .transfer(ID(bits: 1)))
                }
                #expect(error?.code == .full)
                let balances = try await bench.available(ada, bob)
                #expect(balances == [10_000, 10_000])
            }
            bench.recording.clear()
            try await bench.wallets.transfer(.kopecks(1), from: ada, to: bob, key: .transfer(ID(bits: 1)))
            // One transaction, and each of its statements has failed above.
            #expect(bench.recording.transcript.count == 6 + 2)
            #expect(bench.recording.transcript.filter { $0 == "BEGIN" }.count == 1)
            let balances = try await bench.available(ada, bob)
            let findings = try await bench.findings()
            #expect(balances == [9_999, 10_001])
            #expect(findings == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S0-31 F-09 100 transfers of a kopeck at once keep the sum exact`(engine: TestEngine) async throws {
        try await WalletBench.with(engine) { bench in
            let (ada, bob) = try await bench.makePair()
            let transfers = await concurrently(100) { number in
                try await bench.wallets.transfer(
                    .kopecks(1),
                    from: ada,
                    to: bob,
                    key: .transfer(ID(bits: UInt128(number)))
                )
            }
            for transfer in transfers { _ = try transfer.get() }
            let balances = try await bench.available(ada, bob)
            let findings = try await bench.findings()
            #expect(balances == [9_900, 10_100])
            #expect(findings == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `F-08 transfers in both directions at once wait for each other and never in a circle`(
        engine: TestEngine
    ) async throws {
        try await WalletBench.with(engine) { bench in
            let (ada, bob) = try await bench.makePair()
            bench.recording.clear()
            let transfers = await concurrently(100) { number in
                let (from, to) = number.isMultiple(of: 2) ? (ada, bob) : (bob, ada)
                return try await bench.wallets.transfer(
                    .kopecks(3),
                    from: from,
                    to: to,
                    key: .transfer(ID(bits: UInt128(number)))
                )
            }
            for transfer in transfers { _ = try transfer.get() }
            // None was run again, as it would be after a deadlock.
            #expect(bench.recording.transcript.filter { $0 == "BEGIN" }.count == 100)
            let balances = try await bench.available(ada, bob)
            #expect(balances == [10_000, 10_000])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `F-07 F-08 what is spent at once beyond the balance is refused, and nobody gets below zero`(
        engine: TestEngine
    ) async throws {
        try await WalletBench.with(engine) { bench in
            let (ada, bob) = try await bench.makePair()
            let transfers = await concurrently(20) { number in
                try await bench.wallets.transfer(
                    .kopecks(1_000),
                    from: ada,
                    to: bob,
                    key: .transfer(ID(bits: UInt128(number)))
                )
            }
            var refusals: [WalletError?] = []
            for case .failure(let error) in transfers { refusals.append(error as? WalletError) }
            #expect(refusals == Array(repeating: .insufficientFunds(available: .zero(.rub)), count: 10))
            let balances = try await bench.available(ada, bob)
            let findings = try await bench.findings()
            #expect(balances == [0, 20_000])
            #expect(findings == [])
        }
    }

    @Test(
        arguments: TestEngine.allCases,
        [
            (Money.kopecks(0), WalletError.amountNotPositive),
            (Money.kopecks(-1), .amountNotPositive),
            (Money.kopecks(.min), .amountNotPositive),
            (Money(minor: 1, currency: .usd), .amountNotPositive),
            (Money.kopecks(10_001), .insufficientFunds(available: .kopecks(10_000))),
            (Money.kopecks(.max), .amountTooLarge(limit: Ledger.limit)),
        ]
    )
    func `F-08 an amount that cannot be sent is refused and writes nothing`(
        engine: TestEngine,
        refusal: (amount: Money, error: WalletError)
    ) async throws {
        try await WalletBench.with(engine) { bench in
            let (ada, bob) = try await bench.makePair()
            await #expect(throws: refusal.error) {
                try await bench.wallets.transfer(refusal.amount, from: ada, to: bob, key: .transfer(ID(bits: 1)))
            }
            let report = try await bench.wallets.check()
            let balances = try await bench.available(ada, bob)
            #expect(balances == [10_000, 10_000])
            #expect(report.operations == 2)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `F-08 nobody sends to themselves, to a member that there is not, or as one`(engine: TestEngine) async throws {
        try await WalletBench.with(engine) { bench in
            let (ada, _) = try await bench.makePair()
            let stranger = try await bench.stranger()
            let key = OperationKey.transfer(ID(bits: 1))
            await #expect(throws: WalletError.sameMember) {
                try await bench.wallets.transfer(.kopecks(1), from: ada, to: ada, key: key)
            }
            await #expect(throws: WalletError.unknownMember) {
                try await bench.wallets.transfer(.kopecks(1), from: ada, to: stranger, key: key)
            }
            await #expect(throws: WalletError.unknownMember) {
                try await bench.wallets.transfer(.kopecks(1), from: stranger, to: ada, key: key)
            }
            await #expect(throws: WalletError.unknownMember) { try await bench.wallets.balance(of: stranger) }
            let balances = try await bench.available(ada)
            let findings = try await bench.findings()
            #expect(balances == [10_000])
            #expect(findings == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `F-08 a key books once, at once or again, and answers what was booked then`(engine: TestEngine) async throws {
        try await WalletBench.with(engine) { bench in
            let (ada, bob) = try await bench.makePair()
            let key = OperationKey.transfer(ID(bits: 1))
            let transfers = await concurrently(20) { _ in
                try await bench.wallets.transfer(.kopecks(10_000), from: ada, to: bob, key: key)
            }
            let bookings = Set(try transfers.map { try $0.get() })
            let booking = try #require(bookings.first)
            #expect(bookings.count == 1)
            #expect(booking.amount == .kopecks(10_000))
            #expect(booking.kind == .transfer)
            #expect(booking.member == bob.id)
            // The wallet is empty by now, and still the answer is the first one's.
            let again = try await bench.wallets.transfer(.kopecks(1), from: ada, to: bob, key: key)
            #expect(again == booking)
            let balances = try await bench.available(ada, bob)
            let findings = try await bench.findings()
            #expect(balances == [0, 20_000])
            #expect(findings == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a refusal that is caught leaves a transaction that can go on`(engine: TestEngine) async throws {
        try await WalletBench.with(engine) { bench in
            let (ada, bob) = try await bench.makePair()
            try await bench.database.write { [wallets = bench.wallets] tx in
                #expect(throws: WalletError.insufficientFunds(available: .kopecks(10_000))) {
                    try wallets.transfer(.kopecks(10_001), from: ada, to: bob, key: .transfer(ID(bits: 1)), in: tx)
                }
                try wallets.transfer(.kopecks(9_999), from: ada, to: bob, key: .transfer(ID(bits: 2)), in: tx)
            }
            let balances = try await bench.available(ada, bob)
            let findings = try await bench.findings()
            #expect(balances == [1, 19_999])
            #expect(findings == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `F-08 a debit that touches no row ends the transfer, whatever was read before`(
        engine: TestEngine
    ) async throws {
        try await WalletBench.with(engine) { bench in
            let (ada, bob) = try await bench.makePair()
            await #expect(throws: LedgerError.self) {
                try await bench.database.write { [ledger = bench.wallets.ledger] tx in
                    let (giver, taker) = (AccountOwner.wallet(of: ada.id), AccountOwner.wallet(of: bob.id))
                    try ledger.book(.transfer(ID(bits: 1)), .kopecks(1), from: giver, to: taker, in: tx) {
                        try tx.run("UPDATE accounts SET balance = 0 WHERE member = \(ada.id)" as Statement<Changes>)
                    }
                }
            }
            let balances = try await bench.available(ada, bob)
            #expect(balances == [10_000, 10_000])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `F-10 the accounts have the indexes that find and guard them, and none on what they hold`(
        engine: TestEngine
    ) async throws {
        try await WalletBench.with(engine) { bench in
            let indexes: Statement<[String]> =
                switch engine {
                case .sqlite: "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = 'accounts'"
                case .postgres:
                    """
                    SELECT indexname FROM pg_indexes
                    WHERE tablename = 'accounts' AND schemaname = current_schema() AND indexname <> 'accounts_pkey'
                    """
                }
            let names = try await bench.database.run(indexes)
            #expect(Set(names) == ["accounts_owner", "accounts_member"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `F-07 F-10 the schema refuses a debt, a fraction of an account, and a second wallet`(
        engine: TestEngine
    ) async throws {
        try await WalletBench.with(engine) { bench in
            _ = try await bench.makePair()
            func refuses(_ code: DatabaseError.Code, _ statement: Statement<Changes>) async {
                let error = await #expect(throws: DatabaseError.self) { try await bench.database.run(statement) }
                #expect(error?.code == code)
            }
            await refuses(.checkViolation, "UPDATE accounts SET balance = balance - 10001 WHERE kind = 'wallet'")
            await refuses(.checkViolation, "UPDATE accounts SET balance = 1000000000000001 WHERE kind = 'bank'")
            await refuses(.uniqueViolation, "INSERT INTO accounts (kind, member) SELECT 'wallet', min(id) FROM members")
            await refuses(.uniqueViolation, "INSERT INTO accounts (kind) VALUES ('bank')")
            await refuses(.checkViolation, "INSERT INTO accounts (kind) VALUES ('wallet')")
            await refuses(.foreignKeyViolation, "INSERT INTO accounts (kind, member) VALUES ('wallet', 999)")
        }
    }
}

extension WalletBench {
    /// A member that was never stored.
    func stranger() async throws -> Member {
        try await database.run(
            "SELECT 999 AS id, 999 AS telegram_id, NULL AS username, '' AS first_name, 'en' AS language"
        )
    }
}
