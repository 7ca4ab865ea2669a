import InMemoryLogging
import Logging
import MartletDatabase
import MartletPayload
import MartletTesting
import Metrics
import MetricsTestKit
import NIOCore
import Testing

@testable import MartletJobs

/// Jobs that a process has no handler for are left to one that has, as in a rolling deployment.
@Suite(.timeLimit(.minutes(10))) struct UnhandledJobsIntegrationTests {
    @Test(arguments: TestEngine.allCases)
    func `a job of an unknown kind waits for a process that knows it, and costs it no attempt`(
        engine: TestEngine
    ) async throws {
        try await engine.withJobs { bench in
            let seen = Recorder<String>()
            let old = bench.neighbour()
            _ = old.workers { OtherHandler(seen) }
            _ = bench.jobs.workers {
                NoteHandler { note, context in
                    seen.append("\(note.text) \(context.attempt)")
                    return .completed
                }
            }
            try await bench.enqueue("new")
            try await bench.enqueueRaw(kind: Other.name)
            #expect(try await old.drain() == 1)
            #expect(seen.elements == ["other"])
            #expect(try await bench.jobs.counts().pending == 1)
            #expect(try await bench.jobs.deadLetters().isEmpty)
            #expect(try await bench.jobs.drain() == 1)
            #expect(seen.elements == ["other", "new 1"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `however many jobs of unknown kinds are due first, known ones behind them run`(
        engine: TestEngine
    ) async throws {
        try await engine.withJobs { bench in
            let seen = Recorder<String>()
            _ = bench.jobs.workers { OtherHandler(seen) }
            for _ in 0...JobLimits.claimWindow { try await bench.enqueue("unknown") }
            try await bench.enqueueRaw(kind: Other.name)
            try await bench.jobs.drain()
            #expect(seen.elements == ["other"])
            #expect(try await bench.jobs.deadLetters().isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an unknown job at the head of its key holds up those behind it`(engine: TestEngine) async throws {
        try await engine.withJobs { bench in
            let seen = Recorder<String>()
            let old = bench.neighbour()
            _ = old.workers { OtherHandler(seen) }
            _ = bench.jobs.workers {
                NoteHandler { note, _ in
                    seen.append(note.text)
                    return .completed
                }
            }
            try await bench.enqueue("head", orderedBy: "chat 1")
            try await bench.enqueueRaw(kind: Other.name, orderedBy: "chat 1")
            #expect(try await old.drain() == 0)
            #expect(try await bench.jobs.counts().blocked == 1)
            #expect(try await bench.jobs.drain() == 1)
            #expect(try await old.drain() == 1)
            #expect(seen.elements == ["head", "other"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a delivery of a source without a handler waits, too`(engine: TestEngine) async throws {
        try await engine.withJobs { bench in
            _ = bench.jobs.workers { NoteHandler { _, _ in .completed } }
            let delivery = Delivery(source: "mail", eventID: "1", body: .init(string: "{}"))
            _ = try await Inbox(in: bench.database, jobs: bench.jobs).receive(delivery)
            #expect(try await bench.jobs.drain() == 0)
            #expect(try await bench.jobs.counts().pending == 1)
            #expect(try await bench.jobs.deadLetters().isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `due jobs of unknown kinds are counted, and each kind is warned of once in a while`(
        engine: TestEngine
    ) async throws {
        let metrics = TestMetrics()
        try await engine.withJobs { bench in
            let jobs = withMetricsFactory(metrics) { bench.neighbour() }
            _ = jobs.workers { NoteHandler { _, _ in .completed } }
            let pool = try #require(jobs.workerPool)
            for kind in ["a", "b", "a", "note"] { try await bench.enqueueRaw(kind: kind) }
            for _ in 1...3 { await pool.nameUnhandled() }
            #expect(try metrics.expectGauge("jobs.unhandled").lastValue == 3)
            let warnings = bench.records("job_kind_unhandled")
            #expect(warnings.map(\.level) == [.warning, .warning])
            #expect(warnings.map { $0.metadata["kind"] } == ["a", "b"])
            #expect(warnings.map { $0.metadata["due"] } == [.stringConvertible(2), .stringConvertible(1)])
            bench.clock.advance(by: JobLimits.unhandledWarning)
            await pool.nameUnhandled()
            #expect(bench.records("job_kind_unhandled").count == 4)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `running workers look for jobs of unknown kinds`(engine: TestEngine) async throws {
        try await engine.withJobs { bench in
            let workers = bench.jobs.workers { NoteHandler { _, _ in .completed } }
            try await bench.enqueueRaw(kind: "unknown")
            await workers.whileRunning {
                while bench.records("job_kind_unhandled").isEmpty, !Task.isCancelled {
                    bench.clock.advance(by: JobLimits.rescuePeriod)
                    await Task.yield()
                }
            }
            #expect(try await bench.jobs.counts().pending == 1)
            #expect(try await bench.jobs.deadLetters().isEmpty)
        }
    }
}

/// A job of the other process.
private struct Other: Job {
    static let name = "other"

    init(reading fields: inout some FieldReader) {}

    func write(to object: inout ObjectWriter) {}
}

/// Does other jobs by noting them down.
private struct OtherHandler: JobHandler {
    let seen: Recorder<String>

    init(_ seen: Recorder<String>) {
        self.seen = seen
    }

    func run(_ job: Other, context: JobContext) async throws -> JobOutcome {
        seen.append("other")
        return .completed
    }
}
