import MartletContext
import MartletDatabase
import MartletSQLite
import MartletTesting
import Testing

/// Calls that wait are bounded, and end with their deadline, their task or their answer.
@Suite struct CallQueueIntegrationTests {
    struct Refusal: Error {}

    @Test func `a write beyond the bound is refused at once`() async throws {
        try await withItems(SQLiteEngine.Configuration(waitingWrites: 5)) { database, engine in
            let latch = Latch()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await database.write { _ in latch.pass() } }
                await latch.arrival()
                for number in 1...5 { group.addTask { try await database.run(Items.insert(number)) } }
                await engine.waitForCalls(5)
                await expect(.overloaded) { _ = try await database.run(Items.insert(6)) as Changes }
                latch.open()
                try await group.waitForAll()
            }
            #expect(try await database.run(Items.ids) == [1, 2, 3, 4, 5])
        }
    }

    @Test func `a deadline ends the wait behind a long transaction`() async throws {
        try await withItems { database, engine in
            let clock = TestClock()
            let context = Context(clock: clock, deadline: Deadline(uptime: clock.uptime + .seconds(1)))
            let latch = Latch()
            async let long: Void = database.write { _ in latch.pass() }
            await latch.arrival()
            async let refusal = context.run {
                await expect(.deadlineExceeded) {
                    try await database.write { _ = try $0.run(Items.insert(1)) as Changes }
                }
            }
            await engine.waitForCalls(1)
            clock.advance(by: .seconds(2))
            _ = await refusal
            latch.open()
            try await long
            #expect(try await database.run(Items.count) == 0)
        }
    }

    @Test func `a cancelled task does not wait behind a long transaction`() async throws {
        try await withItems { database, engine in
            let latch = Latch()
            async let long: Void = database.write { _ in latch.pass() }
            await latch.arrival()
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    await #expect(throws: CancellationError.self) {
                        try await database.write { _ = try $0.run(Items.insert(1)) as Changes }
                    }
                }
                await engine.waitForCalls(1)
                group.cancelAll()
            }
            latch.open()
            try await long
            #expect(try await database.run(Items.count) == 0)
        }
    }

    @Test func `a long read keeps nobody waiting while another reader is free`() async throws {
        try await withItems(SQLiteEngine.Configuration(readers: 2)) { database, _ in
            let latch = Latch()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<20 { group.addTask { _ = try await database.run(Items.count) } }
                group.addTask { try await database.read { _ in latch.pass() } }
                for _ in 0..<20 { group.addTask { _ = try await database.run(Items.count) } }
                for _ in 0..<40 { try await group.next() }
                await latch.arrival()
                latch.open()
                try await group.waitForAll()
            }
        }
    }

    @Test func `S0-08 the threads are idle after throws and cancellations`() async throws {
        try await withItems { database, engine in
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<40 {
                    group.addTask {
                        _ =
                            try? await database.write { tx in
                                try tx.run(Items.insert(number))
                                throw Refusal()
                            } as Int
                    }
                    group.addTask { _ = try? await database.read { _ in throw Refusal() } as Int }
                }
                group.cancelAll()
            }
            await engine.waitUntilIdle()
            let count = try await database.run(Items.count)
            #expect(count == 0)
        }
    }

    @Test func `closing waits for queued writes, and nothing runs afterwards`() async throws {
        try await TemporaryDirectory.with { directory in
            let path = "\(directory)/test.db"
            let engine = SQLiteEngine(path: path)
            let database = Database(engine)
            await expect(.closed) { _ = try await database.run("SELECT 1") as Int }
            try await database.open()
            try await database.run("CREATE TABLE items (id INTEGER PRIMARY KEY)")
            let latch = Latch()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await database.write { _ in latch.pass() } }
                await latch.arrival()
                for number in 1...10 { group.addTask { try await database.run(Items.insert(number)) } }
                await engine.waitForCalls(10)
                group.addTask { await database.close() }
                latch.open()
                try await group.waitForAll()
            }
            await expect(.closed) { _ = try await database.run(Items.insert(11)) as Changes }
            await database.close()
            let later = Database(SQLiteEngine(path: path))
            try await later.open()
            #expect(try await later.run(Items.count) == 10)
            await later.close()
        }
    }
}
