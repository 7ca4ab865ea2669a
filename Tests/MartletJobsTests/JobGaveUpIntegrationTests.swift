import InMemoryLogging
import Logging
import MartletContext
import MartletDatabase
import MartletPayload
import MartletTesting
import NIOCore
import Testing

@testable import MartletJobs

/// What a handler does when its job is given up is one commit with the dead letter, whichever way the job dies.
@Suite(.timeLimit(.minutes(10))) struct JobGaveUpIntegrationTests {
    @Test(arguments: TestEngine.allCases, AttemptDeath.allCases)
    func `a job whose last attempt fails tells its handler in the transaction of its dead letter`(
        engine: TestEngine,
        death: AttemptDeath
    ) async throws {
        try await engine.withFarewells { bench, recording, queue in
            _ = queue.workers {
                Farewell { _, _ in
                    switch death {
                    case .thrown: throw Mishap(description: "broken")
                    case .asked: return .retry(after: .seconds(1), "broken")
                    case .declared: return .dead("broken")
                    }
                }
            }
            let id = try await bench.enqueue("x", orderedBy: "chat 1")[0]
            try await bench.enqueue("behind", delay: .seconds(86_400), orderedBy: "chat 1")
            for _ in 1..<(death == .declared ? 1 : Note.policy.attempts) {
                try await queue.drain()
                #expect(try await bench.farewells().isEmpty)
                bench.clock.advance(by: .seconds(60))
            }
            try await queue.drain()
            #expect(try await bench.farewells() == ["x: broken"])
            #expect(try await bench.jobs.deadLetters().map(\.id) == [id])
            #expect(try await bench.jobs.counts().pending == 1)
            try bench.expectOneCommit(in: recording)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a job whose last attempt meets its deadline tells its handler`(engine: TestEngine) async throws {
        try await engine.withFarewells { bench, recording, queue in
            let gate = Gate()
            let started = Recorder<Int>()
            _ = queue.workers {
                Farewell { _, context in
                    started.append(context.attempt)
                    try await gate.pass()
                    return .completed
                }
            }
            try await bench.enqueue("x")
            for attempt in 1...Note.policy.attempts {
                async let drained = queue.drain()
                await started.wait(for: attempt)
                try await bench.clock.waitForSleepers(1)
                bench.clock.advance(by: .seconds(60))
                _ = try await drained
                bench.clock.advance(by: .seconds(60))
            }
            let reason = try #require(try await bench.jobs.deadLetters().first?.reason)
            #expect(try await bench.farewells() == ["x: \(reason)"])
            try bench.expectOneCommit(in: recording)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a job whose workers die over and over tells its handler`(engine: TestEngine) async throws {
        try await engine.withFarewells { bench, recording, queue in
            _ = queue.workers { Farewell { _, _ in .completed } }
            try await bench.enqueue("x", orderedBy: "chat 1")
            try await bench.enqueue("behind", delay: .seconds(86_400), orderedBy: "chat 1")
            try await bench.diesOverAndOver(queue)
            #expect(try await bench.farewells() == ["x: \(JobStore.poisonReason)"])
            #expect(try await bench.jobs.deadLetters().map(\.reason) == [JobStore.poisonReason])
            #expect(try await bench.jobs.counts().pending == 1)
            try bench.expectOneCommit(in: recording)
        }
    }

    /// In a rolling deployment the new process has the handler, and with it what must happen.
    @Test(arguments: TestEngine.allCases)
    func `a job whose workers died too often waits for a process that knows it`(engine: TestEngine) async throws {
        try await engine.withFarewells { bench, _, queue in
            let old = bench.neighbour()
            _ = old.workers { UpdateHandler(seen: Recorder()) }
            let pool = try #require(old.workerPool)
            try await bench.enqueue("x")
            try await bench.diesOverAndOver(old)
            #expect(try await bench.jobs.deadLetters().isEmpty)
            #expect(try await bench.jobs.counts().running == 1)
            await pool.nameUnhandled()
            #expect(bench.records("job_kind_unhandled").map { $0.metadata["kind"] } == ["note"])
            _ = queue.workers { Farewell { _, _ in .completed } }
            try await queue.drain()
            #expect(try await bench.farewells() == ["x: \(JobStore.poisonReason)"])
            #expect(try await bench.jobs.deadLetters().count == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a payload that cannot be decoded dies without its handler, whichever way`(
        engine: TestEngine
    ) async throws {
        try await engine.withFarewells { bench, _, queue in
            _ = queue.workers { Farewell { _, _ in .completed } }
            try await bench.enqueueRaw(kind: Note.name, payload: #"{"txt":"x"}"#)
            try await queue.drain()
            try await bench.enqueueRaw(kind: Note.name, payload: #"{"txt":"y"}"#)
            try await bench.diesOverAndOver(queue)
            #expect(try await bench.jobs.deadLetters().count == 2)
            #expect(try await bench.farewells().isEmpty)
            #expect(bench.records("job_give_up_failed").isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a worker that has lost its job gives nothing up`(engine: TestEngine) async throws {
        try await engine.withFarewells { bench, _, queue in
            let gate = Gate()
            let started = Recorder<Int64>()
            let frozen = bench.neighbour()
            _ = frozen.workers {
                Farewell { _, context in
                    started.append(context.lease)
                    await gate.passStubbornly()
                    return .dead("too late")
                }
            }
            _ = queue.workers { Farewell { _, _ in .dead("no use") } }
            try await bench.enqueue("x")
            async let drained = frozen.drain()
            await started.wait(for: 1)
            bench.clock.advance(by: .seconds(31))
            try await queue.drain()
            gate.open()
            _ = try await drained
            #expect(bench.records("job_lease_stale").count == 1)
            #expect(try await bench.farewells() == ["x: no use"])
            #expect(bench.records("job_give_up_failed").isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `jobs that do not die share a transaction of four statements`(engine: TestEngine) async throws {
        try await engine.withFarewells { bench, recording, queue in
            _ = queue.workers { Farewell { _, _ in .completed } }
            try await bench.enqueue("x")
            try await queue.drain()
            let end = try #require(recording.transactions(of: "INSERT INTO finished_jobs").first)
            #expect(recording.events.count { $0.transaction == end } == 5, "BEGIN, lock, archive, delete, COMMIT")
            #expect(try await bench.farewells().isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a delivery that is given up tells its handler, one that is unreadable does not`(
        engine: TestEngine
    ) async throws {
        try await engine.withFarewells { bench, recording, queue in
            _ = queue.workers { FarewellToUpdates() }
            let inbox = Inbox(in: bench.database, jobs: queue)
            _ = try await inbox.receive(.update(1, "fatal"))
            let unreadable = Delivery(source: "telegram", eventID: "2", body: ByteBuffer(string: "{}"))
            _ = try await inbox.receive(unreadable)
            try await queue.drain()
            #expect(try await bench.jobs.deadLetters().count == 2)
            #expect(try await bench.farewells() == ["1 fatal: no use"])
            let burial = try #require(recording.transactions(of: "INSERT INTO farewells").first)
            #expect(recording.transactions(of: "INSERT INTO finished_jobs").contains(burial))
        }
    }
}

/// The ways in which an attempt is the last one by what its handler says.
enum AttemptDeath: CaseIterable {
    case thrown, asked, declared
}

/// Gives every delivery up.
private struct FarewellToUpdates: InboxHandler {
    static let source = "telegram"

    func handle(_ event: Update, of delivery: InboxDelivery, context: JobContext) async throws -> JobOutcome {
        .dead("no use")
    }

    func gaveUp(
        on event: Update,
        of delivery: InboxDelivery,
        because reason: String,
        in tx: Transaction
    ) throws {
        try tx.farewell("\(delivery.eventID) \(event.text): \(reason)")
    }
}

extension JobBench {
    /// Checks that one farewell and one dead letter were committed, together, and the death told once.
    fileprivate func expectOneCommit(in recording: RecordingDatabase) throws {
        let farewells = recording.transactions(of: "INSERT INTO farewells")
        #expect(farewells.count == 1)
        #expect(recording.transactions(of: "INSERT INTO finished_jobs") == farewells)
        #expect(records("job_dead").map(\.level) == [.error])
    }
}
