import InMemoryLogging
import Logging
import MartletContext
import MartletDatabase
import MartletPayload
import MartletTesting

@testable import MartletJobs

/// A queue in a fresh database, under a clock that stands still, with its logs kept in memory.
struct JobBench: Sendable {
    let database: Database
    let jobs: JobQueue
    let clock: TestClock
    let logs: InMemoryLogHandler

    /// A queue on the same tables as another process would have it.
    func neighbour() -> JobQueue {
        JobQueue(in: database, process: ID<JobStore>())
    }

    /// Enqueues notes in one transaction, in order.
    @discardableResult
    func enqueue(
        _ texts: String...,
        delay: Duration = .zero,
        orderedBy key: String? = nil
    ) async throws -> [ID<any Job>] {
        try await database.write { [jobs] tx in
            try texts.map { try jobs.enqueue(Note(text: $0), delay: delay, orderedBy: key, in: tx) }
        }
    }

    /// Enqueues a job of any kind, with or without a handler.
    func enqueueRaw(kind: String, payload: String = "{}", orderedBy key: String? = nil) async throws {
        try await database.write { [jobs] tx in
            try jobs.enqueue(ID(), kind: kind, payload: payload, orderedBy: key, in: tx)
        }
    }

    /// Drains the queue and moves the clock, until nothing is left to be done.
    func finish(_ queue: JobQueue? = nil) async throws {
        let queue = queue ?? jobs
        try await queue.drain()
        while try await queue.counts().unfinished > 0 {
            clock.advance(by: .seconds(3600))
            try await queue.drain()
        }
    }

    /// The number of jobs still to be done; -1 when the database does not say.
    func unfinished() async -> Int {
        do { return try await jobs.counts().unfinished } catch { return -1 }
    }

    /// The log records of an event.
    func records(_ event: Logger.Message) -> [InMemoryLogHandler.Entry] {
        logs.entries.filter { $0.message == event }
    }
}

extension TestEngine {
    /// Runs a closure with a queue in a database of its own.
    func withJobs(_ body: (JobBench) async throws -> Void) async throws {
        try await withDatabase { database in
            let clock = TestClock()
            var logs = InMemoryLogHandler()
            logs.logLevel = .debug
            let logger = Logger(label: "test") { [logs] _ in logs }
            let jobs = JobQueue(in: database, process: ID<JobStore>())
            let bench = JobBench(database: database, jobs: jobs, clock: clock, logs: logs)
            try await Context(clock: clock, logger: logger, randomness: SeededRandom(seed: 7)).run {
                try await Migrator(database: database, sets: [JobQueue.migrations]).up()
                try await body(bench)
            }
        }
    }
}
