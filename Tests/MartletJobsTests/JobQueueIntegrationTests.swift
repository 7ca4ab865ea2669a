import MartletContext
import MartletDatabase
import MartletPayload
import MartletTesting
import Testing

@testable import MartletJobs

/// Jobs and the transactions that want them done.
@Suite(.timeLimit(.minutes(10))) struct JobQueueIntegrationTests {
    @Test(arguments: TestEngine.allCases)
    func `a committed job runs once`(engine: TestEngine) async throws {
        try await engine.withJobs { bench in
            let seen = Recorder<String>()
            _ = bench.jobs.workers {
                NoteHandler { note, _ in
                    seen.append(note.text)
                    return .completed
                }
            }
            try await bench.enqueue("one", "two")
            #expect(try await bench.jobs.counts().pending == 2)
            #expect(try await bench.jobs.drain() == 2)
            #expect(seen.elements.sorted() == ["one", "two"])
            #expect(try await bench.jobs.counts().unfinished == 0)
            #expect(try await bench.jobs.drain() == 0)
            let finished: Statement<[String]> = "SELECT state FROM finished_jobs"
            #expect(try await bench.database.run(finished) == ["completed", "completed"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a job whose transaction rolled back never runs`(engine: TestEngine) async throws {
        try await engine.withJobs { bench in
            let seen = Recorder<String>()
            _ = bench.jobs.workers {
                NoteHandler { note, _ in
                    seen.append(note.text)
                    return .completed
                }
            }
            await #expect(throws: Mishap.self) {
                try await bench.database.write { [jobs = bench.jobs] tx in
                    try jobs.enqueue(Note(text: "never"), in: tx)
                    throw Mishap(description: "rolled back")
                }
            }
            try await bench.finish()
            #expect(seen.elements.isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a delayed job waits for its time`(engine: TestEngine) async throws {
        try await engine.withJobs { bench in
            _ = bench.jobs.workers { NoteHandler { _, _ in .completed } }
            try await bench.enqueue("tomorrow", delay: .seconds(86_400))
            #expect(try await bench.jobs.drain() == 0)
            bench.clock.advance(by: .seconds(86_399))
            #expect(try await bench.jobs.drain() == 0)
            bench.clock.advance(by: .seconds(1))
            #expect(try await bench.jobs.drain() == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a drain runs what the jobs enqueue`(engine: TestEngine) async throws {
        try await engine.withJobs { bench in
            let seen = Recorder<String>()
            _ = bench.jobs.workers {
                NoteHandler { note, _ in
                    seen.append(note.text)
                    if note.text.utf8.count < 4 { try await bench.enqueue(note.text + "+") }
                    return .completed
                }
            }
            try await bench.enqueue("a")
            #expect(try await bench.jobs.drain() == 4)
            #expect(seen.elements == ["a", "a+", "a++", "a+++"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a job runs with the correlation of its enqueuer and knows itself`(engine: TestEngine) async throws {
        try await engine.withJobs { bench in
            let seen = Recorder<JobContext>()
            let correlations = Recorder<String?>()
            _ = bench.jobs.workers {
                NoteHandler { _, context in
                    seen.append(context)
                    correlations.append(Context.current.correlation?.description)
                    #expect(Context.current.deadline == context.deadline)
                    return .completed
                }
            }
            var context = Context.current
            context.correlation = CorrelationID("order-17")
            let ids = try await context.run { try await bench.enqueue("x") }
            try await bench.jobs.drain()
            #expect(correlations.elements == ["order-17"])
            #expect(seen.elements.map(\.id) == ids)
            #expect(seen.elements.map(\.attempt) == [1])
            #expect(seen.elements.map(\.lease) == [1])
            #expect(seen.elements.map(\.kind) == ["note"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a handler completes its job in its own transaction`(engine: TestEngine) async throws {
        try await engine.withJobs { bench in
            _ = bench.jobs.workers {
                NoteHandler { note, context in
                    try await bench.database.write { [jobs = bench.jobs] tx in
                        if note.text == "first" { try jobs.enqueue(Note(text: "second"), in: tx) }
                        try context.complete(in: tx)
                    }
                    throw Mishap(description: "after the commit, which counts")
                }
            }
            try await bench.enqueue("first")
            #expect(try await bench.jobs.drain() == 2)
            #expect(try await bench.jobs.counts().unfinished == 0)
            #expect(try await bench.jobs.deadLetters().isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an ordering key or a payload out of bounds is refused`(engine: TestEngine) async throws {
        try await engine.withJobs { bench in
            let long = String(repeating: "k", count: 201)
            let keyError = await #expect(throws: JobError.self) { try await bench.enqueue("x", orderedBy: long) }
            #expect(keyError?.code == .invalidKey)
            let large = String(repeating: "p", count: 1 << 20)
            let sizeError = await #expect(throws: JobError.self) { try await bench.enqueue(large) }
            #expect(sizeError?.code == .tooLarge)
            let counts = try await bench.jobs.counts()
            #expect(counts.pending == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a drain without workers says so`(engine: TestEngine) async throws {
        try await engine.withJobs { bench in
            let drainError = await #expect(throws: JobError.self) { try await bench.jobs.drain() }
            #expect(drainError?.code == .noWorkers)
        }
    }
}
