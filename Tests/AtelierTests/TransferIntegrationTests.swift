@testable import Atelier
import Martlet
import MartletTesting
import Testing

/// Proposals, and what becomes of them.
@Suite(.timeLimit(.minutes(10)))
struct TransferIntegrationTests {
    private static let id = ID<Transfer>(bits: 5)

    @Test(arguments: TestEngine.allCases)
    func `S0-30 a transfer that is sent and cancelled at once by many is decided once`(
        engine: TestEngine
    ) async throws {
        try await Self.with(engine) { bench, transfers, jobs in
            let ada = try await bench.members.sighted(.sample(id: 1, username: "ada"))
            let bob = try await bench.members.sighted(.sample(id: 2, username: "bob"))
            _ = try await transfers.propose(.kopecks(1000), from: ada, to: "bob", id: Self.id)
            let decisions = try await concurrently(16) { number in
                try await number.isMultiple(of: 2)
                    ? transfers.send(Self.id, by: ada, job: ID()) : transfers.cancel(Self.id, by: ada, job: ID())
            }.map { try $0.get() }
            #expect(decisions.count { !$0.isOld } == 1)
            #expect(Set(decisions.map(\.outcome)).count == 1)
            let moved: Int64 = decisions[0].outcome == .sent ? 1000 : 0
            let balances = try await bench.available(ada, bob)
            #expect(balances == [10_000 - moved, 10_000 + moved])
            #expect(try await jobs.counts().unfinished == (moved == 0 ? 0 : 1))
            await #expect(throws: TransferError.notFound) { try await transfers.send(Self.id, by: bob, job: ID()) }
            await #expect(throws: TransferError.notFound) { try await transfers.send(ID(), by: ada, job: ID()) }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a proposal that is repeated stays what it was, whoever has the name by then`(
        engine: TestEngine
    ) async throws {
        try await Self.with(engine) { bench, transfers, _ in
            let ada = try await bench.members.sighted(.sample(id: 1, username: "ada"))
            let bob = try await bench.members.sighted(.sample(id: 2, username: "bob"))
            let first = try await transfers.propose(.kopecks(1000), from: ada, to: "bob", id: Self.id)
            _ = try await bench.members.sighted(.sample(id: 3, username: "bob"))
            let second = try await transfers.propose(.kopecks(2000), from: ada, to: "bob", id: Self.id)
            #expect(second.transfer == first.transfer && second.receiver.id == bob.id)
            #expect(second.transfer.amount == .kopecks(1000))
            let sent = try await transfers.send(Self.id, by: ada, job: ID())
            #expect(sent.receiver.id == bob.id && sent.amount == .kopecks(1000))
            let balances = try await bench.available(ada, bob)
            #expect(balances == [9000, 11_000])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a job that runs again is told the same, and another one that it comes late`(engine: TestEngine) async throws {
        try await Self.with(engine) { bench, transfers, _ in
            let ada = try await bench.members.sighted(.sample(id: 1, username: "ada"))
            _ = try await bench.members.sighted(.sample(id: 2, username: "bob"))
            for id in [Self.id, ID(bits: 6)] {
                _ = try await transfers.propose(.kopecks(1000), from: ada, to: "bob", id: id)
            }
            let (first, second) = (ID<any Job>(), ID<any Job>())
            for (job, isOld) in [(first, false), (first, false), (second, true)] {
                let sent = try await transfers.send(Self.id, by: ada, job: job)
                let cancelled = try await transfers.cancel(ID(bits: 6), by: ada, job: job)
                #expect(sent.isOld == isOld && cancelled.isOld == isOld)
            }
            #expect(try await bench.available(ada) == [9000])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `what was not sent is forgotten after a day, and what was sent is kept`(engine: TestEngine) async throws {
        let clock = TestClock()
        try await Context(clock: clock).run {
            try await Self.with(engine) { bench, transfers, _ in
                let ada = try await bench.members.sighted(.sample(id: 1, username: "ada"))
                _ = try await bench.members.sighted(.sample(id: 2, username: "bob"))
                let ids = [ID<Transfer>(), ID(), ID(), ID()]
                for id in ids.prefix(3) {
                    _ = try await transfers.propose(.kopecks(100), from: ada, to: "bob", id: id)
                }
                _ = try await transfers.send(ids[0], by: ada, job: ID())
                _ = try await transfers.cancel(ids[1], by: ada, job: ID())
                clock.advance(by: .seconds(86_401))
                _ = try await transfers.propose(.kopecks(100), from: ada, to: "bob", id: ids[3])
                let all: Statement<[ID<Transfer>]> = "SELECT id FROM transfers ORDER BY id"
                let kept = try await bench.database.run(all)
                #expect(kept == [ids[0], ids[3]].sorted())
            }
        }
    }

    private static func with(
        _ engine: TestEngine,
        _ body: (WalletBench, TransferService, JobQueue) async throws -> Void
    ) async throws {
        try await WalletBench.with(engine) { bench in
            let jobs = JobQueue(in: bench.database)
            try await Migrator(database: bench.database, sets: [AtelierSchema.migrations, JobQueue.migrations]).up()
            let transfers = TransferService(
                database: bench.database,
                members: bench.members,
                wallets: bench.wallets,
                jobs: jobs
            )
            try await body(bench, transfers, jobs)
        }
    }
}
