import MartletContext
import MartletDatabase
import MartletResilience
import MartletTesting
import Synchronization
import Testing

/// Transactions keep all or nothing, and see what they should, on every engine.
@Suite struct TransactionIntegrationTests {
    struct Refusal: Error, Equatable {}

    @Test(arguments: TestEngine.allCases)
    func `S0-30 S2-05 a throw undoes every statement of its transaction`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            try await database.run(Card.insert(1, amount: 10))
            try await database.run(Card.insert(2, amount: 10))
            await expect(.checkViolation) {
                try await database.write { tx in
                    try tx.run(Card.add(5, to: 2))
                    try tx.run(Card.add(-50, to: 1))
                }
            }
            #expect(try await database.run(Card.amount(of: 1)) == 10)
            #expect(try await database.run(Card.amount(of: 2)) == 10)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S2-19 the caller's own error comes out, and nothing was created`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            await #expect(throws: Refusal()) {
                try await database.write { tx in
                    try tx.run(Card.insert(1))
                    throw Refusal()
                }
            }
            let count = try await database.run(Card.count)
            #expect(count == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S2-07 nothing is seen by others before the transaction ends`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            let latch = Latch()
            async let write: Void = database.write { tx in
                try tx.run(Card.insert(1))
                latch.pass()
            }
            await latch.arrival()
            #expect(try await database.run(Card.count) == 0)
            latch.open()
            try await write
            #expect(try await database.run(Card.count) == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S2-20 a reading transaction sees one snapshot while others commit`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            let latch = Latch()
            async let counts = database.read { snapshot in
                let before = try snapshot.run(Card.count)
                latch.pass()
                return [before, try snapshot.run(Card.count)]
            }
            await latch.arrival()
            try await database.run(Card.insert(1))
            latch.open()
            #expect(try await counts == [0, 0])
            #expect(try await database.run(Card.count) == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S2-20 a reading transaction cannot write`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            await expect(.readOnly) { _ = try await database.read { try $0.run(Card.insert(1)) as Changes } }
            let count = try await database.run(Card.count)
            #expect(count == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a statement that fails ends its transaction, even when the error is caught`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            try await database.run(Card.insert(1))
            await expect(.uniqueViolation) {
                try await database.write { tx in
                    try tx.run(Card.insert(2))
                    _ = try? tx.run(Card.insert(1)) as Changes
                }
            }
            await #expect(throws: DatabaseError.self) {
                try await database.write { tx in
                    _ = try? tx.run(Card.insert(1)) as Changes
                    try tx.run(Card.insert(3))
                }
            }
            #expect(try await database.run(Card.count) == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S0-31 a hundred concurrent relative updates sum up exactly`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            try await database.run(Card.insert(1, amount: 100))
            try await database.run(Card.insert(2))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<100 {
                    group.addTask {
                        try await database.write(isolation: .readCommitted) { tx in
                            try tx.run(Card.add(-1, to: 1))
                            try tx.run(Card.add(1, to: 2))
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await database.run(Card.amount(of: 1)) == 0)
            #expect(try await database.run(Card.amount(of: 2)) == 100)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `two transactions that each read what the other writes cannot both pass`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            for pair in 0..<10 {
                let (left, right) = (Int64(pair * 2), Int64(pair * 2 + 1))
                try await database.run(Card.insert(left, amount: 1))
                try await database.run(Card.insert(right, amount: 1))
                async let first = withdraw(from: left, keeping: right, in: database)
                async let second = withdraw(from: right, keeping: left, in: database)
                #expect(try await [first, second].count(where: \.self) == 1)
            }
            #expect(try await database.run(Card.sum) == 10)
        }
    }

    /// Takes one off a card when the other one still has one.
    private func withdraw(from card: Int64, keeping other: Int64, in database: Database) async throws -> Bool {
        try await database.write { tx in
            guard try tx.run(Card.amount(of: other)) > 0 else { return false }
            try tx.run(Card.add(-1, to: card))
            return true
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an action after the commit sees it, and never runs without it`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            let (signals, signal) = AsyncStream<String>.makeStream()
            await #expect(throws: Refusal()) {
                try await database.write { tx in
                    tx.afterCommit { signal.yield("undone") }
                    throw Refusal()
                }
            }
            try await database.write { tx in
                tx.afterCommit { signal.yield("committed") }
                try tx.run(Card.insert(1))
            }
            signal.finish()
            #expect(await signals.reduce(into: []) { $0.append($1) } == ["committed"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an action after the commit does not run when the commit itself fails`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            let recording = RecordingDatabase(database.engine)
            recording.fail(.commit, with: DatabaseError(.connection, "The connection is cut."))
            let (signals, signal) = AsyncStream<String>.makeStream()
            await expect(.connection) {
                try await Database(recording).write { tx in
                    tx.afterCommit { signal.yield("not committed") }
                    try tx.run(Card.insert(1))
                }
            }
            signal.finish()
            let seen: [String] = await signals.reduce(into: []) { $0.append($1) }
            let count = try await database.run(Card.count)
            #expect((seen.count, count) == (0, 0))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S0-08 after throws and cancellations every connection is free again`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<60 {
                    group.addTask {
                        if number.isMultiple(of: 3) {
                            _ = try? await database.write { _ in throw Refusal() } as Int
                        } else if number.isMultiple(of: 2) {
                            _ = try? await database.read { _ in throw Refusal() } as Int
                        } else {
                            _ = try? await database.run(Card.insert(1))
                        }
                    }
                }
                group.cancelAll()
            }
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<60 { group.addTask { try await database.read { try $0.run("SELECT 1") } } }
                for try await answer in group { #expect(answer == 1) }
            }
            let last = try await database.write { try $0.run("SELECT 2") as Int }
            #expect(last == 2)
        }
    }

    /// Something else that would be worth repeating, but that the database did not say.
    struct Busy: RetryClassified {
        let retryVerdict = RetryVerdict.transient
    }

    @Test(arguments: TestEngine.allCases)
    func `a closure is not run again for an error of its own`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            let runs = Mutex(0)
            await #expect(throws: Busy.self) {
                try await database.write { _ in
                    runs.withLock { $0 += 1 }
                    throw Busy()
                } as Void
            }
            #expect(runs.withLock(\.self) == 1)
        }
    }
}
