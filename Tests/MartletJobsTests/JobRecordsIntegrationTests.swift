import InMemoryLogging
import Logging
import MartletContext
import MartletDatabase
import MartletPayload
import MartletTesting
import Testing

@testable import MartletJobs

/// What the operator reads of a job that the database fails: one record, which says what failed, how, and for whom.
@Suite(.timeLimit(.minutes(10))) struct JobRecordsIntegrationTests {
    private static let away = DatabaseError(.connection, "The database is away; start it.")

    @Test(arguments: TestEngine.allCases)
    func `S3-39 S0-25 a job that the database fails is one ERROR record with operation, error and member`(
        engine: TestEngine
    ) async throws {
        try await engine.withJobs { bench in
            _ = bench.jobs.workers {
                ErrandHandler { context in
                    context.concerns(member: 42)
                    throw Self.away
                }
            }
            try await bench.database.write { [jobs = bench.jobs] tx in
                try jobs.enqueue(Errand(), orderedBy: "chat 7", in: tx)
            }
            try await bench.jobs.drain()
            let errors = bench.logs.entries.filter { $0.level >= .warning }
            #expect(errors.map(\.message) == ["job_dead"])
            let record = try #require(errors.first)
            #expect(record.level == .error)
            #expect(record.metadata["operation"] == "job errand")
            #expect(record.metadata["member"] == "42")
            #expect(record.metadata["ordering_key"] == "chat 7")
            #expect((record.error as? DatabaseError)?.code == .connection)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a job that says nothing of a member has none in its records`(engine: TestEngine) async throws {
        try await engine.withJobs { bench in
            _ = bench.jobs.workers { ErrandHandler { _ in throw Self.away } }
            try await bench.database.write { [jobs = bench.jobs] tx in try jobs.enqueue(Errand(), in: tx) }
            try await bench.jobs.drain()
            let record = try #require(bench.records("job_dead").first)
            #expect(record.metadata["member"] == nil)
            #expect(record.metadata["ordering_key"] == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S3-39 an outcome that the database refuses is one ERROR record, with the database's error and the job's`(
        engine: TestEngine
    ) async throws {
        try await engine.withJobs { bench in
            _ = bench.jobs.workers {
                NoteHandler { _, context in
                    context.concerns(member: "ada")
                    return .cancelled("no use")
                }
            }
            let id = try await bench.enqueue("refused")[0]
            try await bench.database.run(
                """
                INSERT INTO finished_jobs \(values: [
                    "id": id, "kind": "note", "state": "completed", "attempt": 1,
                    "created_at": bench.clock.now, "finished_at": bench.clock.now,
                ])
                """
            )
            try await bench.jobs.drain()
            let errors = bench.logs.entries.filter { $0.level >= .warning }
            #expect(errors.map(\.message) == ["job_outcome_lost"])
            let record = try #require(errors.first)
            #expect(record.level == .error)
            #expect((record.error as? DatabaseError)?.code == .uniqueViolation)
            #expect(record.metadata["operation"] == "job note")
            #expect(record.metadata["reason"] == "no use")
            #expect(record.metadata["member"] == "ada")
            #expect(record.metadata["job_id"] == "\(id)")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S3-39 a handler that fails when its job is given up is recorded with the member of the job`(
        engine: TestEngine
    ) async throws {
        try await engine.withJobs { bench in
            _ = bench.jobs.workers {
                Fatal { context in context.concerns(member: "ada") }
            }
            try await bench.enqueue("x")
            try await bench.jobs.drain()
            #expect(bench.records("job_give_up_failed").map { $0.metadata["member"] } == ["ada"])
            #expect(bench.records("job_dead").map { $0.metadata["member"] } == ["ada"])
        }
    }
}

/// Dies, and fails when it is told so.
private struct Fatal: JobHandler {
    let body: @Sendable (JobContext) -> Void

    func run(_ job: Note, context: JobContext) async throws -> JobOutcome {
        body(context)
        return .dead("no use")
    }

    func gaveUp(on job: Note, because reason: String, in tx: Transaction) throws {
        throw Mishap(description: "no hold to release")
    }
}

/// A job that is tried once.
private struct Errand: Job {
    static let name = "errand"
    static let policy = JobPolicy(attempts: 1)

    init() {}

    init(reading fields: inout some FieldReader) {}

    func write(to object: inout ObjectWriter) {}
}

/// Does errands with a closure.
private struct ErrandHandler: JobHandler {
    let body: @Sendable (JobContext) throws -> JobOutcome

    init(_ body: @escaping @Sendable (JobContext) throws -> JobOutcome) {
        self.body = body
    }

    func run(_ job: Errand, context: JobContext) async throws -> JobOutcome {
        try body(context)
    }
}
