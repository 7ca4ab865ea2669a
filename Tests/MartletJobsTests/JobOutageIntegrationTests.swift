import InMemoryLogging
import Logging
import MartletContext
import MartletDatabase
import MartletPayload
import MartletTesting
import Metrics
import MetricsTestKit
import Testing

@testable import MartletJobs

/// Workers whose database goes away and comes back.
@Suite(.timeLimit(.minutes(10))) struct JobOutageIntegrationTests {
    @Test(arguments: TestEngine.allCases)
    func `an outcome waits for the database`(engine: TestEngine) async throws {
        try await engine.withRecordedJobs { bench, recording, queue in
            let seen = Recorder<Int>()
            _ = queue.workers {
                NoteHandler { _, context in
                    seen.append(context.attempt)
                    recording.outage = .cut
                    return .completed
                }
            }
            try await bench.enqueue("x")
            async let drained = queue.drain()
            await bench.logged("job_outcomes_waiting")
            recording.outage = nil
            bench.clock.advance(by: .seconds(1))
            _ = try await drained
            #expect(seen.elements == [1])
            #expect(try await bench.jobs.counts().unfinished == 0)
            #expect(bench.records("job_outcomes_waiting").count == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an outcome that the database refuses does not keep others from being stored`(
        engine: TestEngine
    ) async throws {
        try await engine.withJobs { bench in
            _ = bench.jobs.workers { NoteHandler { _, _ in .completed } }
            let ids = try await bench.enqueue("refused", "fine", "fine", "fine")
            let store = bench.jobs.store
            let claim = try await bench.database.write { tx in try store.claim(limit: 10, of: [Note.name], in: tx) }
            try await bench.database.run(
                """
                INSERT INTO finished_jobs \(values: [
                    "id": ids[0], "kind": "note", "state": "completed", "attempt": 1,
                    "created_at": bench.clock.now, "finished_at": bench.clock.now,
                ])
                """
            )
            let settler = Settler(database: bench.database, store: store)
            let ended = Recorder<Settler.Receipt>()
            await withDiscardingTaskGroup { group in
                for job in claim.jobs {
                    let settled = SettledJob(lease: job.lease, settlement: .finish(.completed, reason: nil))
                    group.addTask { ended.append(await settler.settle(settled)) }
                }
            }
            let failures = ended.elements.compactMap(\.failure)
            #expect(ended.elements.count == 4)
            #expect(failures.map { ($0 as? DatabaseError)?.code } == [.uniqueViolation])
            #expect(bench.logs.entries.filter { $0.level == .error }.isEmpty, "who loses the outcome logs it")
            #expect(try await bench.jobs.counts().running == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an outcome that cannot be stored before its lease ends is lost, and the job runs again`(
        engine: TestEngine
    ) async throws {
        try await engine.withRecordedJobs { bench, recording, queue in
            let seen = Recorder<Int>()
            _ = queue.workers {
                NoteHandler { _, context in
                    seen.append(context.attempt)
                    if context.lease == 1 { recording.outage = .cut }
                    return .completed
                }
            }
            try await bench.enqueue("x")
            async let first = queue.drain()
            await bench.logged("job_outcomes_waiting")
            bench.clock.advance(by: .seconds(31))
            await bench.logged("job_outcome_lost")
            recording.outage = nil
            do { _ = try await first } catch {
                #expect((error as? DatabaseError)?.code == .connection)
            }
            try await queue.drain()
            #expect(seen.elements == [1, 2])
            #expect(bench.records("job_outcome_lost").map(\.level) == [.error])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a worker that cannot extend its lease stops its own job in time`(engine: TestEngine) async throws {
        try await engine.withRecordedJobs { bench, recording, queue in
            let started = Recorder<Int>()
            let stopped = Recorder<Bool>()
            let gate = Gate()
            _ = queue.workers {
                NoteHandler { _, context in
                    started.append(context.attempt)
                    guard context.lease == 1 else { return .completed }
                    defer { stopped.append(true) }
                    try await gate.pass()
                    return .completed
                }
            }
            let pool = try #require(queue.workerPool)
            try await bench.enqueue("x")
            async let drained = queue.drain()
            await started.wait(for: 1)
            recording.outage = .cut
            bench.clock.advance(by: .seconds(20))
            #expect(await pool.heartbeat() == false)
            #expect(stopped.elements.isEmpty)
            bench.clock.advance(by: .seconds(6))
            #expect(await pool.heartbeat() == false)
            await stopped.wait(for: 1)
            recording.outage = nil
            bench.clock.advance(by: .seconds(2))
            _ = try await drained
            #expect(started.elements == [1, 1])
            #expect(bench.records("jobs_unavailable").count == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `workers outlive an outage and say so once`(engine: TestEngine) async throws {
        try await engine.withRecordedJobs { bench, recording, queue in
            let seen = Recorder<String>()
            let workers = queue.workers {
                NoteHandler { note, _ in
                    seen.append(note.text)
                    return .completed
                }
            }
            recording.outage = .cut
            try await bench.enqueue("x")
            await workers.whileRunning {
                for _ in 0..<5 {
                    await bench.logged("jobs_unavailable", by: "jobs.claim")
                    bench.clock.advance(by: .seconds(2))
                }
                recording.outage = nil
                queue.workerPool?.wake()
                await seen.wait(for: 1)
            }
            let claims = bench.records("jobs_unavailable").filter { $0.metadata["operation"] == "jobs.claim" }
            #expect(claims.count == 1)
            #expect(bench.records("jobs_available").contains { $0.metadata["operation"] == "jobs.claim" })
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a shutdown does not wait for a database that is down`(engine: TestEngine) async throws {
        try await engine.withRecordedJobs { bench, recording, queue in
            let workers = queue.workers {
                NoteHandler { _, _ in
                    recording.outage = .cut
                    return .completed
                }
            }
            try await bench.enqueue("x")
            let start = bench.clock.uptime
            await withDiscardingTaskGroup { group in
                group.addTask { await workers.run() }
                await bench.logged("job_outcomes_waiting")
                // A minute, then time stands still: a drain that waits for longer would never end.
                let ticks = Task { [clock = bench.clock] in
                    while !Task.isCancelled, clock.uptime < start + .seconds(60) {
                        clock.advance(by: .milliseconds(100))
                        for _ in 0..<100 { await Task.yield() }
                    }
                }
                await workers.drain(until: .after(.seconds(5)))
                ticks.cancel()
                group.cancelAll()
            }
            #expect(bench.records("job_outcome_lost").count == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `jobs are counted by kind and outcome`(engine: TestEngine) async throws {
        let metrics = TestMetrics()
        try await withMetricsFactory(metrics) {
            try await engine.withJobs { bench in
                _ = bench.jobs.workers {
                    NoteHandler { note, _ in note.text == "bad" ? .dead("bad") : .completed }
                }
                try await bench.enqueue("good", "good", "bad")
                try await bench.jobs.drain()
                await #expect(throws: Mishap.self) {
                    try await bench.database.write { [jobs = bench.jobs] tx in
                        try jobs.enqueue(Note(text: "rolled back"), in: tx)
                        throw Mishap(description: "no")
                    }
                }
            }
        }
        #expect(try metrics.expectCounter("jobs.enqueued", [("kind", "note")]).totalValue == 3)
        let done = try metrics.expectCounter("jobs.finished", [("kind", "note"), ("outcome", "completed")])
        let dead = try metrics.expectCounter("jobs.finished", [("kind", "note"), ("outcome", "dead")])
        #expect(done.totalValue == 2)
        #expect(dead.totalValue == 1)
        #expect(try metrics.expectGauge("jobs.running").lastValue == 0)
    }
}

extension JobBench {
    /// Waits for a log record of an event.
    func logged(_ event: Logger.Message, by operation: Logger.MetadataValue? = nil) async {
        while !records(event).contains(where: { operation == nil || $0.metadata["operation"] == operation }) {
            await Task.yield()
        }
    }
}

extension TestEngine {
    /// Runs a closure with a queue whose connection the test cuts; the bench's own connection stays.
    func withRecordedJobs(_ body: (JobBench, RecordingDatabase, JobQueue) async throws -> Void) async throws {
        try await withJobs { bench in
            let recording = RecordingDatabase(bench.database.engine)
            let queue = JobQueue(in: Database(recording), process: ID<JobStore>())
            try await body(bench, recording, queue)
        }
    }
}

extension DatabaseError {
    /// What a connection that a test has cut says.
    fileprivate static let cut = DatabaseError(.connection, "The connection is cut by the test.")
}
