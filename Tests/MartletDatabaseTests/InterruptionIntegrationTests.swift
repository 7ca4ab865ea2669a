import MartletContext
import MartletDatabase
import MartletTesting
import Testing

/// Deadlines and cancellations end calls that wait and calls that run, on every engine.
@Suite struct InterruptionIntegrationTests {
    /// A statement that runs until it is interrupted.
    private static let endless: Statement<Int> = """
        WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n % 1000 + 1 FROM numbers) SELECT max(n) FROM numbers
        """

    private func context(_ clock: TestClock, deadline: Duration) -> Context {
        Context(clock: clock, deadline: Deadline(uptime: clock.uptime + deadline))
    }

    @Test(arguments: TestEngine.allCases)
    func `a call whose deadline has passed does not run`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            await context(TestClock(), deadline: .zero).run {
                await expect(.deadlineExceeded) { _ = try await database.run(Card.insert(1)) }
                await expect(.deadlineExceeded) {
                    _ = try await database.write { try $0.run(Card.insert(2)) as Changes }
                }
                await expect(.deadlineExceeded) { _ = try await database.read { try $0.run(Card.count) } }
            }
            let count = try await database.run(Card.count)
            #expect(count == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a deadline ends the statement of a writing transaction, which is undone`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            let clock = TestClock()
            let (starts, start) = AsyncStream<Void>.makeStream()
            async let refusal = context(clock, deadline: .seconds(1)).run {
                await expect(.deadlineExceeded) {
                    try await database.write { tx in
                        try tx.run(Card.insert(1))
                        start.yield()
                        _ = try tx.run(Self.endless)
                    }
                }
            }
            await starts.first { true }
            clock.advance(by: .seconds(2))
            _ = await refusal
            let count = try await database.run(Card.count)
            #expect(count == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a cancelled task ends the statement that it waits for`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            let (starts, start) = AsyncStream<Void>.makeStream()
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    await #expect(throws: CancellationError.self) {
                        try await database.read { snapshot in
                            start.yield()
                            return try snapshot.run(Self.endless)
                        }
                    }
                }
                await starts.first { true }
                group.cancelAll()
            }
            let answer: Int = try await database.run("SELECT 1")
            #expect(answer == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an interrupted call leaves its neighbours alone`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            let clock = TestClock()
            let latch = Latch()
            let (starts, start) = AsyncStream<Void>.makeStream()
            async let first: Void = database.write { tx in
                latch.pass()
                try tx.run(Card.insert(1))
            }
            await latch.arrival()
            async let refusal = context(clock, deadline: .seconds(1)).run {
                await expect(.deadlineExceeded) {
                    try await database.write { tx in
                        start.yield()
                        try tx.run(Card.insert(2))
                        try tx.run(Card.insert(4, title: "\(try tx.run(Self.endless))"))
                    }
                }
            }
            async let third = database.run(Card.insert(3))
            latch.open()
            await starts.first { true }
            clock.advance(by: .seconds(2))
            _ = await refusal
            _ = try await (first, third)
            let ids: [Int] = try await database.run("SELECT id FROM cards ORDER BY id")
            #expect(ids == [1, 3])
        }
    }
}
