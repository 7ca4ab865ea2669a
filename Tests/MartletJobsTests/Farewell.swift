import MartletContext
import MartletDatabase
import MartletPayload
import MartletTesting

@testable import MartletJobs

/// Does notes with a closure, and writes down those that are given up.
struct Farewell: JobHandler {
    let body: @Sendable (Note, JobContext) async throws -> JobOutcome

    init(_ body: @escaping @Sendable (Note, JobContext) async throws -> JobOutcome) {
        self.body = body
    }

    func run(_ job: Note, context: JobContext) async throws -> JobOutcome {
        try await body(job, context)
    }

    func gaveUp(on job: Note, because reason: String, in tx: Transaction) throws {
        try tx.farewell("\(job.text): \(reason)")
    }
}

extension Transaction {
    /// Writes a farewell down; the same one a second time violates a constraint.
    func farewell(_ text: String) throws {
        try run("INSERT INTO farewells (text) VALUES (\(text))" as Statement<Changes>)
    }
}

extension JobBench {
    /// The farewells in alphabetical order.
    func farewells() async throws -> [String] {
        try await database.run("SELECT text FROM farewells ORDER BY text" as Statement<[String]>)
    }

    /// Lets processes claim every due job and die with it, until a queue holds the job to be the reason.
    func diesOverAndOver(_ queue: JobQueue) async throws {
        for _ in 0...JobLimits.rescues {
            try await dies(neighbour())
            clock.advance(by: .seconds(31))
            await queue.workerPool?.rescue()
            clock.advance(by: .seconds(32))
        }
    }
}

extension TestEngine {
    /// Runs a closure with a recorded queue whose handlers can write farewells down.
    func withFarewells(_ body: (JobBench, RecordingDatabase, JobQueue) async throws -> Void) async throws {
        try await withRecordedJobs { bench, recording, queue in
            try await bench.database.run(
                "CREATE TABLE farewells (text \(type: .text) PRIMARY KEY)" as Statement<Changes>
            )
            try await body(bench, recording, queue)
        }
    }
}

extension RecordingDatabase {
    /// The numbers of the transactions that ran a statement which begins so.
    func transactions(of beginning: String) -> [Int] {
        events.compactMap { event in
            guard case .statement(let text, _) = event.action, text.hasPrefix(beginning) else { return nil }
            return event.transaction
        }
    }
}
