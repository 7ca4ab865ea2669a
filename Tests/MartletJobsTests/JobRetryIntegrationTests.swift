import InMemoryLogging
import Logging
import MartletContext
import MartletDatabase
import MartletPayload
import MartletResilience
import MartletTesting
import Testing

@testable import MartletJobs

/// What becomes of a job after an attempt.
@Suite(.timeLimit(.minutes(10))) struct JobRetryIntegrationTests {
    @Test(arguments: TestEngine.allCases)
    func `S0-05 a job that throws is logged once, and neither its slot nor the others stop`(
        engine: TestEngine
    ) async throws {
        try await engine.withJobs { bench in
            let gate = Gate()
            let started = Recorder<String>()
            let workers = bench.jobs.workers(slots: 2) {
                FragileHandler()
                NoteHandler { note, _ in
                    started.append(note.text)
                    if note.text != "B" { try await gate.pass() }
                    return .completed
                }
            }
            let failing = try await bench.database.write { [jobs = bench.jobs] tx in
                try jobs.enqueue(Fragile(), in: tx)
            }
            try await bench.enqueue("B")
            await workers.whileRunning {
                await started.wait(for: 1)
                // Both slots are held at the same time, or the second job would never start.
                await #expect(throws: Never.self) { try await bench.enqueue("C", "D") }
                await started.wait(for: 3)
                gate.open()
                await #expect(throws: Never.self) { try await bench.jobs.drain() }
            }
            #expect(started.elements.sorted() == ["B", "C", "D"])
            let errors = bench.logs.entries.filter { $0.level == .error }
            #expect(errors.map(\.message) == ["job_dead"])
            #expect(errors.first?.error is Mishap)
            #expect(errors.first?.metadata["job_id"] == "\(failing)")
            #expect(errors.first?.metadata["kind"] == "fragile")
            #expect(errors.first?.metadata["tag"] == "QUEUE")
            #expect(errors.first?.metadata["attempt"]?.description == "1")
            #expect(bench.records("job_finished").count == 3)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a job that throws is tried again by its policy and then a dead letter`(engine: TestEngine) async throws {
        try await engine.withJobs { bench in
            let attempts = Recorder<Int>()
            _ = bench.jobs.workers {
                NoteHandler { _, context in
                    attempts.append(context.attempt)
                    throw Mishap(description: "attempt \(context.attempt) failed")
                }
            }
            let id = try await bench.enqueue("x")[0]
            try await bench.jobs.drain()
            #expect(attempts.elements == [1])
            #expect(try await bench.jobs.counts().pending == 1)
            bench.clock.advance(by: .seconds(2))
            try await bench.jobs.drain()
            #expect(attempts.elements == [1, 2])
            bench.clock.advance(by: .seconds(4))
            try await bench.jobs.drain()
            #expect(attempts.elements == [1, 2, 3])
            #expect(try await bench.jobs.counts().unfinished == 0)
            let letters = try await bench.jobs.deadLetters()
            #expect(letters.map(\.id) == [id])
            #expect(letters.first?.reason == "attempt 3 failed")
            #expect(letters.first?.attempt == 3)
            #expect(letters.first?.payload == #"{"text":"x"}"#)
            #expect(bench.records("job_failed").map(\.level) == [.warning, .warning])
            #expect(bench.records("job_failed").first?.error is Mishap)
            #expect(bench.records("job_dead").count == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a snoozed job runs again later and loses no attempt`(engine: TestEngine) async throws {
        try await engine.withJobs { bench in
            let attempts = Recorder<Int>()
            let leases = Recorder<Int64>()
            _ = bench.jobs.workers {
                NoteHandler { _, context in
                    attempts.append(context.attempt)
                    leases.append(context.lease)
                    return leases.elements.count < 6 ? .snoozed(.seconds(10)) : .completed
                }
            }
            try await bench.enqueue("x")
            try await bench.jobs.drain()
            bench.clock.advance(by: .seconds(9))
            try await bench.jobs.drain()
            #expect(attempts.elements == [1])
            try await bench.finish()
            #expect(attempts.elements == [1, 1, 1, 1, 1, 1])
            #expect(leases.elements == [1, 2, 3, 4, 5, 6])
            #expect(try await bench.jobs.deadLetters().isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a pause that the other side asks for is kept and costs an attempt`(engine: TestEngine) async throws {
        try await engine.withJobs { bench in
            let attempts = Recorder<Int>()
            _ = bench.jobs.workers {
                NoteHandler { _, context in
                    attempts.append(context.attempt)
                    return .retry(after: .seconds(500), "429")
                }
            }
            try await bench.enqueue("x")
            try await bench.jobs.drain()
            bench.clock.advance(by: .seconds(499))
            try await bench.jobs.drain()
            #expect(attempts.elements == [1])
            bench.clock.advance(by: .seconds(1))
            try await bench.jobs.drain()
            #expect(attempts.elements == [1, 2])
            try await bench.finish()
            #expect(attempts.elements == [1, 2, 3])
            #expect(try await bench.jobs.deadLetters().map(\.reason) == ["429"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a cancelled job is kept with its reason and is no dead letter`(engine: TestEngine) async throws {
        try await engine.withJobs { bench in
            _ = bench.jobs.workers { NoteHandler { _, _ in .cancelled("nobody to remind") } }
            try await bench.enqueue("x")
            try await bench.jobs.drain()
            let reasons: Statement<[String]> = "SELECT reason FROM finished_jobs WHERE state = 'cancelled'"
            #expect(try await bench.database.run(reasons) == ["nobody to remind"])
            #expect(try await bench.jobs.deadLetters().isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an attempt is cancelled at its deadline`(engine: TestEngine) async throws {
        try await engine.withJobs { bench in
            let gate = Gate()
            let started = Recorder<Int>()
            _ = bench.jobs.workers {
                NoteHandler { _, context in
                    started.append(context.attempt)
                    if context.attempt == 1 { try await gate.pass() }
                    return .completed
                }
            }
            try await bench.enqueue("x")
            async let drained = bench.jobs.drain()
            await started.wait(for: 1)
            try await bench.clock.waitForSleepers(1)
            bench.clock.advance(by: .seconds(60))
            _ = try await drained
            #expect(bench.records("job_failed").first?.error is ResilienceError)
            try await bench.finish()
            #expect(started.elements == [1, 2])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a job with another payload is kept as a dead letter`(engine: TestEngine) async throws {
        try await engine.withJobs { bench in
            _ = bench.jobs.workers { NoteHandler { _, _ in .completed } }
            try await bench.enqueueRaw(kind: "note", payload: #"{"txt":"x"}"#)
            try await bench.jobs.drain()
            let reasons = try await bench.jobs.deadLetters().map(\.reason)
            #expect(reasons.count == 1)
            #expect(reasons.first?.contains("does not fit Note") == true)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a dead letter is revived with all its attempts`(engine: TestEngine) async throws {
        try await engine.withJobs { bench in
            let seen = Recorder<Int>()
            _ = bench.jobs.workers {
                NoteHandler { _, context in
                    seen.append(context.attempt)
                    return seen.elements.count == 1 ? .dead("not yet") : .completed
                }
            }
            let id = try await bench.enqueue("x")[0]
            try await bench.jobs.drain()
            try await bench.database.write { [jobs = bench.jobs] tx in try jobs.revive(id, in: tx) }
            try await bench.jobs.drain()
            #expect(seen.elements == [1, 1])
            #expect(try await bench.jobs.deadLetters().isEmpty)
            let error = await #expect(throws: JobError.self) {
                try await bench.database.write { [jobs = bench.jobs] tx in try jobs.revive(id, in: tx) }
            }
            #expect(error?.code == .notFound)
        }
    }
}

/// A job with a single attempt.
private struct Fragile: Job {
    static let name = "fragile"
    static let policy = JobPolicy(attempts: 1)

    init() {}

    init(reading fields: inout some FieldReader) {}

    func write(to object: inout ObjectWriter) {}
}

/// Fails every attempt by throwing.
private struct FragileHandler: JobHandler {
    func run(_ job: Fragile, context: JobContext) async throws -> JobOutcome {
        throw Mishap(description: "broken")
    }
}
