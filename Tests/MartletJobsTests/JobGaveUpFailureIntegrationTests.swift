import InMemoryLogging
import Logging
import MartletContext
import MartletDatabase
import MartletPayload
import MartletTesting
import Testing

@testable import MartletJobs

/// Handlers that fail when they are told that their job is given up.
@Suite(.timeLimit(.minutes(10))) struct JobGaveUpFailureIntegrationTests {
    @Test(arguments: TestEngine.allCases, [RecordingDatabase.FaultPoint.statement(5), .commit, .commitAnswer])
    func `an outage leaves both the effects and the dead letter, or neither`(
        engine: TestEngine,
        point: RecordingDatabase.FaultPoint
    ) async throws {
        try await engine.withFarewells { bench, recording, queue in
            _ = queue.workers {
                Farewell { _, _ in
                    let code: DatabaseError.Code = point == .commitAnswer ? .commitUnknown : .connection
                    recording.fail(point, with: DatabaseError(code, "The connection is cut by the test."))
                    return .dead("no use")
                }
            }
            try await bench.enqueue("x")
            async let drained = queue.drain()
            await bench.logged("job_outcomes_waiting")
            let happened = point == .commitAnswer ? 1 : 0
            #expect(try await bench.farewells().count == happened)
            #expect(try await bench.jobs.counts().dead == happened)
            bench.clock.advance(by: .seconds(1))
            _ = try await drained
            #expect(try await bench.farewells() == ["x: no use"])
            #expect(try await bench.jobs.counts().dead == 1)
            #expect(try await bench.jobs.counts().unfinished == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a handler whose database stays away is asked again when the job runs again`(
        engine: TestEngine
    ) async throws {
        try await engine.withFarewells { bench, _, queue in
            let attempts = Recorder<Int>()
            _ = queue.workers {
                Faltering { text, tx in
                    if attempts.elements.count == 1 { throw DatabaseError(.lockTimeout, "Somebody has the row.") }
                    try tx.farewell(text)
                } running: { context in
                    attempts.append(context.attempt)
                }
            }
            try await bench.enqueue("x")
            async let drained = queue.drain()
            await bench.logged("job_outcomes_waiting")
            #expect(try await bench.jobs.counts().running == 1)
            bench.clock.advance(by: .seconds(31))
            await bench.logged("job_outcome_lost")
            _ = try await drained
            bench.clock.advance(by: .seconds(31))
            try await queue.drain()
            #expect(attempts.elements == [1, 2])
            #expect(try await bench.farewells() == ["x"])
            #expect(try await bench.jobs.counts().dead == 1)
            #expect(bench.records("job_give_up_failed").isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases, Fault.allCases)
    func `a handler that fails by itself loses its effects, and no job its dead letter`(
        engine: TestEngine,
        fault: Fault
    ) async throws {
        try await engine.withFarewells { bench, _, queue in
            _ = queue.workers {
                Faltering { text, tx in
                    try tx.farewell(text)
                    guard text == "bad" else { return }
                    switch fault {
                    case .thrown: throw Mishap(description: "no hold to release")
                    case .violation: try tx.farewell(text)
                    case .swallowed: do { try tx.farewell(text) } catch {}
                    case .missing: throw DatabaseError(.rowMissing, "No hold.")
                    }
                }
            }
            try await bench.enqueue("a", "bad", "c", "d")
            try await queue.drain()
            #expect(try await bench.jobs.counts().unfinished == 0)
            #expect(try await bench.jobs.counts().dead == 4)
            let failures = bench.records("job_give_up_failed")
            #expect(try await bench.farewells() == ["a", "c", "d"])
            #expect(failures.map(\.level) == [.error])
            #expect(failures.first?.metadata["kind"] == "note")
            #expect(failures.first?.error is Mishap == (fault == .thrown))
            #expect(bench.records("job_dead").count == 4)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a handler that fails by itself does not keep a poisonous job alive`(engine: TestEngine) async throws {
        try await engine.withFarewells { bench, _, queue in
            _ = queue.workers {
                Faltering { text, tx in
                    try tx.farewell(text)
                    if text == "bad" { throw Mishap(description: "no hold to release") }
                }
            }
            try await bench.enqueue("bad", "good")
            try await bench.diesOverAndOver(queue)
            #expect(try await bench.farewells() == ["good"])
            #expect(try await bench.jobs.counts().dead == 2)
            #expect(bench.records("job_give_up_failed").count == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `what a handler enqueues when it gives up has the correlation of the job`(engine: TestEngine) async throws {
        try await engine.withFarewells { bench, _, queue in
            let seen = Recorder<String>()
            _ = queue.workers {
                Faltering { [weak queue] text, tx in
                    try queue?.enqueue(Note(text: "after \(text)"), in: tx)
                } running: { _ in
                    seen.append(Context.current.correlation?.description ?? "none")
                    if seen.elements.count > 1 { throw Done() }
                }
            }
            var context = Context.current
            context.correlation = CorrelationID("c-1")
            try await context.run { _ = try await bench.enqueue("x") }
            try await queue.drain()
            #expect(seen.elements == ["c-1", "c-1"])
        }
    }
}

/// How a handler fails by itself.
enum Fault: CaseIterable {
    case thrown, violation, swallowed, missing
}

/// Ends an attempt well.
private struct Done: Error {}

/// Gives every note up, and fails with that as a test wants it.
private struct Faltering: JobHandler {
    let act: @Sendable (String, Transaction) throws -> Void
    var running: @Sendable (JobContext) throws -> Void = { _ in }

    func run(_ job: Note, context: JobContext) async throws -> JobOutcome {
        do { try running(context) } catch is Done { return .completed }
        return .dead("no use")
    }

    func gaveUp(on job: Note, because reason: String, in tx: Transaction) throws {
        try act(job.text, tx)
    }
}
