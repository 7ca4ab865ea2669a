import MartletContext
import MartletDatabase
import MartletResilience
import MartletTesting
import Testing

/// Money moves between accounts by many at once, and none is made or lost.
@Suite struct TransferIntegrationTests {
    private static let accounts: Int64 = 6

    private struct TooLittle: Error {}

    /// Moves an amount in two statements of which the first one is guarded.
    private func transfer(_ amount: Int64, from: Int64, to: Int64, in tx: Transaction) throws {
        let taken: Changes = try tx.run(
            "UPDATE cards SET amount = amount - \(amount) WHERE id = \(from) AND amount >= \(amount)"
        )
        guard taken.count == 1 else { throw TooLittle() }
        try tx.run(Card.add(amount, to: to))
    }

    @Test(arguments: TestEngine.allCases, [Isolation.serializable, .readCommitted])
    func `S0-30 S0-31 F-08 concurrent transfers in any direction keep the sum, and nobody goes below zero`(
        engine: TestEngine,
        isolation: Isolation
    ) async throws {
        try await engine.withCards { database in
            try await database.write { tx in
                for id in 1...Self.accounts { try tx.run(Card.insert(id, amount: 20)) }
            }
            let refused = try await withThrowingTaskGroup(of: Int.self) { group in
                for worker in 0..<12 as Range<UInt64> {
                    group.addTask {
                        let random = SeededRandom(seed: worker)
                        var refused = 0
                        for _ in 0..<15 {
                            let from = Int64(random.next() % UInt64(Self.accounts)) + 1
                            let to = Int64(random.next() % UInt64(Self.accounts)) + 1
                            let amount = Int64(random.next() % 30)
                            do {
                                try await finally {
                                    try await database.write(isolation: isolation) { tx in
                                        try transfer(amount, from: from, to: to, in: tx)
                                    }
                                }
                            } catch is TooLittle { refused += 1 }
                        }
                        return refused
                    }
                }
                // A serialization failure or a deadlock that is left fails the test here.
                return try await group.reduce(0, +)
            }
            #expect(try await database.run(Card.sum) == 120)
            #expect(try await database.run("SELECT count(*) FROM cards WHERE amount < 0") == 0)
            #expect(refused > 0)
        }
    }

    /// Repeats what lost against others ten times in a row: twelve workers on six rows are no load that a bound is for.
    private func finally(_ body: () async throws -> Void) async throws {
        while true {
            do { return try await body() } catch let error as DatabaseError where error.retryVerdict == .transient {}
        }
    }

    /// Takes one off a card when both have two together, and tells whether it did.
    private func withdraw(
        from card: Int64,
        isolation: Isolation,
        in database: Database,
        _ meanwhile: @escaping @Sendable () -> Void
    ) async throws -> Bool {
        try await database.write(isolation: isolation) { tx in
            guard try tx.run(Card.sum) >= 2 else { return false }
            meanwhile()
            try tx.run(Card.add(-1, to: card))
            return true
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `F-08 two writes that each rest on what the other one changes do not both happen`(
        engine: TestEngine
    ) async throws {
        try await engine.withCards { database in
            for pair in 0..<10 as Range<Int64> {
                try await database.run("DELETE FROM cards")
                try await database.run(Card.insert(pair * 2, amount: 1))
                try await database.run(Card.insert(pair * 2 + 1, amount: 1))
                async let first = withdraw(from: pair * 2, isolation: .serializable, in: database) {}
                async let second = withdraw(from: pair * 2 + 1, isolation: .serializable, in: database) {}
                #expect(try await [first, second].count(where: \.self) == 1)
                #expect(try await database.run(Card.sum) == 1)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `read committed, asked for by name, lets both happen on PostgreSQL, and SQLite never does`(
        engine: TestEngine
    ) async throws {
        try await engine.withCards { database in
            try await database.run(Card.insert(1, amount: 1))
            try await database.run(Card.insert(2, amount: 1))
            let latch = Latch()
            async let first = withdraw(from: 1, isolation: .readCommitted, in: database) { latch.pass() }
            await latch.arrival()
            switch engine {
            case .postgres:
                // The second one reads, writes and commits between the first one's look and its change.
                #expect(try await withdraw(from: 2, isolation: .readCommitted, in: database) {})
                latch.open()
                #expect(try await first)
                #expect(try await database.run(Card.sum) == 0)
            case .sqlite:
                async let second = withdraw(from: 2, isolation: .readCommitted, in: database) {}
                latch.open()
                #expect(try await [first, second] == [true, false])
                #expect(try await database.run(Card.sum) == 1)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a statement of a read-committed transaction sees what was committed before it, of a serializable one not`(
        engine: TestEngine
    ) async throws {
        guard engine == .postgres else { return }
        try await engine.withCards { database in
            for (isolation, expected) in [(Isolation.readCommitted, 1), (.serializable, 0)] {
                try await database.run("DELETE FROM cards")
                let latch = Latch()
                async let counts = database.write(isolation: isolation) { tx in
                    let before = try tx.run(Card.count)
                    latch.pass()
                    return [before, try tx.run(Card.count)]
                }
                await latch.arrival()
                try await database.run(Card.insert(1))
                latch.open()
                #expect(try await counts == [0, expected])
            }
        }
    }
}
