import MartletContext
import MartletDatabase
import MartletTesting
import Testing

/// A savepoint undoes its own statements and lets the transaction go on.
@Suite struct SavepointIntegrationTests {
    struct Refusal: Error, Equatable {}

    @Test(arguments: TestEngine.allCases)
    func `C-06 F-54 what a savepoint did is undone when it throws, and nothing else`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            try await database.write { tx in
                try tx.run(Card.insert(1))
                #expect(throws: Refusal()) {
                    try tx.savepoint {
                        try tx.run(Card.insert(2))
                        throw Refusal()
                    }
                }
                try tx.run(Card.insert(3))
            }
            #expect(try await database.run(Card.ids) == [1, 3])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S2-35 a constraint error in a savepoint leaves the transaction usable`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            try await database.run(Card.insert(1))
            let created = try await database.write { tx in
                for id in 1...3 as ClosedRange<Int64> {
                    do {
                        return try tx.savepoint {
                            try tx.run(Card.insert(id + 10))
                            try tx.run(Card.insert(id))
                            return id
                        }
                    } catch let error as DatabaseError where error.code == .uniqueViolation { continue }
                }
                return 0
            }
            #expect(created == 2)
            #expect(try await database.run(Card.ids) == [1, 2, 12])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `savepoints nest, and the first statement of a transaction may stand in one`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            let value = try await database.write { tx in
                try tx.savepoint {
                    try tx.run(Card.insert(1))
                    try? tx.savepoint {
                        try tx.run(Card.insert(2))
                        try tx.savepoint { try tx.run(Card.insert(3)) }
                        throw Refusal()
                    }
                    return try tx.run(Card.count)
                }
            }
            #expect(value == 1)
            #expect(try await database.run(Card.ids) == [1])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an error that the closure of a savepoint hides undoes it all the same`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            try await database.write { tx in
                try tx.run(Card.insert(1))
                #expect(throws: DatabaseError.self) {
                    try tx.savepoint {
                        try tx.run(Card.insert(2))
                        _ = try? tx.run(Card.insert(1)) as Changes
                    }
                }
            }
            #expect(try await database.run(Card.ids) == [1])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `actions for after the commit are forgotten with the savepoint that asked for them`(
        engine: TestEngine
    ) async throws {
        try await engine.withCards { database in
            let (signals, signal) = AsyncStream<String>.makeStream()
            try await database.write { tx in
                tx.afterCommit { signal.yield("first") }
                try? tx.savepoint {
                    tx.afterCommit { signal.yield("undone") }
                    throw Refusal()
                }
                try tx.savepoint { tx.afterCommit { signal.yield("second") } }
            }
            signal.finish()
            #expect(await signals.reduce(into: []) { $0.append($1) } == ["first", "second"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a deadline in a savepoint ends the whole transaction`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            let logs = Logs(deadline: .seconds(1))
            _ = await logs.context.run {
                await expect(.deadlineExceeded) {
                    try await database.write { tx in
                        try tx.run(Card.insert(1))
                        try? tx.savepoint {
                            (Context.current.clock as? TestClock)?.advance(by: .seconds(2))
                            try tx.run(Card.insert(2))
                        }
                    }
                }
            }
            let ids = try await database.run(Card.ids)
            #expect(ids == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a lost race in a savepoint repeats the whole transaction`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            let recording = RecordingDatabase(database.engine)
            recording.fail(.statement(2), with: DatabaseError(.serializationFailure, "Lost."))
            try await Database(recording).write { tx in
                try tx.run(Card.insert(1))
                try tx.savepoint { try tx.run(Card.insert(2)) }
            }
            #expect(try await database.run(Card.ids) == [1, 2])
            #expect(recording.transcript.filter { $0 == "BEGIN" }.count == 2)
            #expect(recording.transcript.contains("ROLLBACK TO SAVEPOINT"))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `writes that share a commit undo their own savepoints only`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for id in 1...40 as ClosedRange<Int64> {
                    group.addTask {
                        try await database.write(isolation: .readCommitted) { tx in
                            try tx.run(Card.insert(id))
                            try? tx.savepoint {
                                try tx.run(Card.insert(id + 100))
                                throw Refusal()
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await database.run(Card.ids) == Array(1...40))
        }
    }
}
