import MartletContext
import MartletDatabase
import MartletSQLite
import MartletTesting
import Testing

/// Writes that wait together share a commit, and one bad member harms no other.
@Suite struct GroupCommitIntegrationTests {
    struct Refusal: Error {}

    /// The ways in which a member of a group can fail.
    enum Culprit: CaseIterable {
        case throwing, swallowing, violating, rollingBack, dangling, filling, late, cancelled, committing, misspelling

        /// The code of the error that the member is answered with; nil for its own.
        var code: DatabaseError.Code? {
            switch self {
            case .throwing, .cancelled: nil
            case .swallowing, .violating, .rollingBack: .uniqueViolation
            case .dangling: .foreignKeyViolation
            case .filling: .full
            case .late: .deadlineExceeded
            case .committing, .misspelling: .statement
            }
        }

        func run(in tx: Transaction) throws {
            try tx.run(Items.insert(1000))
            switch self {
            case .throwing: throw Refusal()
            case .swallowing:
                _ = try? tx.run("INSERT OR ROLLBACK INTO items (id) VALUES (0)") as Changes
                _ = try? tx.run(Items.insert(1001)) as Changes
            case .violating: try tx.run(Items.insert(0))
            case .rollingBack: try tx.run("INSERT OR ROLLBACK INTO items (id) VALUES (0)")
            case .dangling: try tx.run("INSERT INTO items (id, owner) VALUES (1001, 4711)")
            case .filling: try tx.run("INSERT INTO items (id, content) VALUES (1001, zeroblob(10000000))")
            case .late, .cancelled:
                try tx.run(
                    """
                    WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n % 1000 + 1 FROM numbers)
                    INSERT INTO items (id) SELECT 2000 + max(n) FROM numbers
                    """
                )
            case .committing: try tx.run("COMMIT")
            case .misspelling: try tx.run("INSART")
            }
        }
    }

    /// When the members of a group come.
    enum Coming: CaseIterable {
        /// While another group runs.
        case before
        /// While the group itself runs, where an earlier member of another one has been undone or not.
        case meanwhile, guarded
        /// While another group runs, one of whose members has been undone.
        case beforeGuarded

        var isGuarded: Bool { self == .guarded || self == .beforeGuarded }

        /// How long the group stays open.
        var groupTime: Duration { self == .before || self == .beforeGuarded ? .zero : .seconds(3600) }
    }

    @Test(arguments: Culprit.allCases, Coming.allCases)
    func `63 good members commit beside a bad one of any kind`(culprit: Culprit, coming: Coming) async throws {
        var configuration = SQLiteEngine.Configuration()
        configuration.pageLimit = 500
        configuration.groupTime = coming.groupTime
        let hasSavepoints = coming.isGuarded
        try await withItems(configuration) { database, engine in
            if hasSavepoints { try await undoOne(in: database, engine) }
            let before = engine.statistics.reruns
            let clock = TestClock()
            let late = Context(clock: clock, deadline: Deadline(uptime: clock.uptime + .seconds(1)))
            let context = culprit == .late ? late : Context(clock: clock)
            let (starts, start) = AsyncStream<Void>.makeStream()
            let latch = Latch()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await database.write { tx in
                        latch.pass()
                        try tx.run(Items.insert(0))
                    }
                }
                await latch.arrival()
                for number in 1...32 { group.addTask { try await database.run(Items.insert(number)) } }
                await engine.waitForCalls(32)
                // Awaited below, after it was cancelled where that is how it fails.
                let member = Task {
                    try await context.run {
                        try await database.write { tx in
                            start.yield()
                            try culprit.run(in: tx)
                        }
                    }
                }
                await engine.waitForCalls(33)
                for number in 33...63 {
                    group.addTask { try await database.write { _ = try $0.run(Items.insert(number)) as Changes } }
                }
                await engine.waitForCalls(64)
                latch.open()
                await starts.first { true }
                if culprit == .cancelled { member.cancel() } else { clock.advance(by: .seconds(2)) }
                let error = await #expect(throws: (any Error).self) { try await member.value }
                #expect((error as? DatabaseError)?.code == culprit.code)
                #expect(culprit != .throwing || error is Refusal)
                #expect(culprit != .cancelled || error is CancellationError)
                try await group.waitForAll()
            }
            #expect(try await database.run(Items.ids) == Array(0...63))
            let endsTransaction = [.swallowing, .rollingBack, .filling, .late, .cancelled].contains(culprit)
            #expect(engine.statistics.reruns - before == (endsTransaction || !hasSavepoints ? 1 : 0))
        }
    }

    /// Lets a member of a group throw after it has written, so that the members to come get savepoints.
    private func undoOne(in database: Database, _ engine: SQLiteEngine) async throws {
        let latch = Latch()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await database.write { _ in latch.pass() } }
            await latch.arrival()
            for _ in 0..<2 {
                group.addTask {
                    await #expect(throws: Refusal.self) {
                        try await database.write { try Culprit.throwing.run(in: $0) }
                    }
                }
            }
            await engine.waitForCalls(2)
            latch.open()
            try await group.waitForAll()
        }
        #expect(engine.statistics.reruns == 1)
        #expect(try await database.run(Items.count) == 0)
    }

    @Test func `members that throw before they write make nobody run again`() async throws {
        try await withItems { database, engine in
            let latch = Latch()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await database.write { _ in latch.pass() } }
                await latch.arrival()
                for number in 1...20 {
                    group.addTask { try await database.run(Items.insert(number)) }
                    group.addTask {
                        await #expect(throws: Refusal.self) {
                            try await database.write { tx in
                                #expect(try tx.run(Items.count) <= 20)
                                throw Refusal()
                            }
                        }
                    }
                }
                await engine.waitForCalls(40)
                latch.open()
                try await group.waitForAll()
            }
            #expect(try await database.run(Items.ids) == Array(1...20))
            #expect(engine.statistics.reruns == 0)
        }
    }

    @Test func `many members that each end the transaction leave the good ones`() async throws {
        try await withItems { database, engine in
            let latch = Latch()
            try await database.run(Items.insert(0))
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await database.write { _ in latch.pass() } }
                await latch.arrival()
                for number in 1...60 {
                    group.addTask {
                        guard number.isMultiple(of: 3) else { return _ = try await database.run(Items.insert(number)) }
                        await expect(.uniqueViolation) {
                            try await database.write { tx in
                                try tx.run(Items.insert(number))
                                try tx.run("INSERT OR ROLLBACK INTO items (id) VALUES (0)")
                            }
                        }
                    }
                }
                await engine.waitForCalls(60)
                latch.open()
                try await group.waitForAll()
            }
            #expect(try await database.run(Items.ids) == (0...60).filter { $0 == 0 || !$0.isMultiple(of: 3) })
        }
    }

    @Test(arguments: [(Coming.before, 2), (.meanwhile, 1)])
    func `writes that wait together share one commit, or join the one that runs`(
        coming: Coming,
        commits: Int
    ) async throws {
        var configuration = SQLiteEngine.Configuration()
        configuration.groupTime = coming.groupTime
        try await withItems(configuration) { database, engine in
            let before = engine.statistics
            let latch = Latch()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await database.write { _ in latch.pass() } }
                await latch.arrival()
                for number in 1...100 { group.addTask { try await database.run(Items.insert(number)) } }
                await engine.waitForCalls(100)
                latch.open()
                try await group.waitForAll()
            }
            #expect(engine.statistics.commits - before.commits == commits)
            #expect(engine.statistics.members - before.members == 101)
            #expect(try await database.run(Items.count) == 100)
        }
    }

    @Test(arguments: [(Coming.before, 11), (.meanwhile, 10)])
    func `a group has a greatest size`(coming: Coming, commits: Int) async throws {
        var configuration = SQLiteEngine.Configuration(groupSize: 10)
        configuration.groupTime = coming.groupTime
        try await withItems(configuration) { database, engine in
            let before = engine.statistics
            let latch = Latch()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await database.write { _ in latch.pass() } }
                await latch.arrival()
                for number in 1...95 { group.addTask { try await database.run(Items.insert(number)) } }
                await engine.waitForCalls(95)
                latch.open()
                try await group.waitForAll()
            }
            #expect(engine.statistics.commits - before.commits == commits)
        }
    }

    @Test func `a write that is undone alone takes nothing of those with it that join it`() async throws {
        var configuration = SQLiteEngine.Configuration()
        configuration.groupTime = .seconds(3600)
        try await withItems(configuration) { database, engine in
            let latch = Latch()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    await #expect(throws: Refusal.self) {
                        try await database.write { tx in
                            try tx.run(Items.insert(0))
                            latch.pass()
                            throw Refusal()
                        }
                    }
                }
                await latch.arrival()
                for number in 1...20 { group.addTask { try await database.run(Items.insert(number)) } }
                await engine.waitForCalls(20)
                latch.open()
                try await group.waitForAll()
            }
            #expect(try await database.run(Items.ids) == Array(1...20))
            #expect(engine.statistics.reruns == 0)
        }
    }
}
