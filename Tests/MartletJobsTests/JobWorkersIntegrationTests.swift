import InMemoryLogging
import Logging
import MartletContext
import MartletDatabase
import MartletTesting
import Testing

@testable import MartletJobs

/// Workers that run beside a service, and how they end.
@Suite(.timeLimit(.minutes(10))) struct JobWorkersIntegrationTests {
    @Test(arguments: TestEngine.allCases)
    func `a commit wakes the workers though the clock stands still`(engine: TestEngine) async throws {
        try await engine.withJobs { bench in
            let seen = Recorder<String>()
            let workers = bench.jobs.workers {
                NoteHandler { note, _ in
                    seen.append(note.text)
                    return .completed
                }
            }
            await workers.whileRunning {
                for number in 1...20 {
                    await #expect(throws: Never.self) { try await bench.enqueue("\(number)") }
                    await seen.wait(for: number)
                }
            }
            #expect(seen.elements == (1...20).map(String.init))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a job that nobody signalled is found by the poll`(engine: TestEngine) async throws {
        try await engine.withJobs { bench in
            let seen = Recorder<String>()
            let workers = bench.jobs.workers {
                NoteHandler { note, _ in
                    seen.append(note.text)
                    return .completed
                }
            }
            try await bench.enqueue("later", delay: .seconds(30))
            await workers.whileRunning {
                await #expect(throws: Never.self) {
                    try await bench.clock.waitForSleepers(3)
                    bench.clock.advance(by: .seconds(30))
                }
                await seen.wait(for: 1)
            }
            #expect(seen.elements == ["later"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S0-41 with every slot taken an enqueue commits`(engine: TestEngine) async throws {
        try await engine.withJobs { bench in
            let gate = Gate()
            let started = Recorder<String>()
            let ended = Recorder<String>()
            let workers = bench.jobs.workers(slots: 2) {
                NoteHandler { note, _ in
                    started.append(note.text)
                    try await gate.pass()
                    ended.append(note.text)
                    return .completed
                }
            }
            await workers.whileRunning {
                await #expect(throws: Never.self) {
                    try await bench.enqueue("1", "2")
                    await started.wait(for: 2)
                    try await bench.enqueue("3", "4", "5")
                    #expect(try await bench.jobs.counts().pending == 3)
                }
                #expect(started.elements.count == 2)
                gate.open()
                await ended.wait(for: 5)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S0-40 a drain beside running workers waits for their jobs`(engine: TestEngine) async throws {
        try await engine.withJobs { bench in
            let ended = Recorder<String>()
            let workers = bench.jobs.workers {
                NoteHandler { note, _ in
                    for _ in 0..<20 { await Task.yield() }
                    ended.append(note.text)
                    return .completed
                }
            }
            await workers.whileRunning {
                for round in 1...10 {
                    await #expect(throws: Never.self) {
                        try await bench.enqueue("a", "b", "c")
                        try await bench.jobs.drain()
                        #expect(try await bench.jobs.counts().unfinished == 0)
                    }
                    #expect(ended.elements.count == round * 3)
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `shutdown waits for running jobs and takes no new ones`(engine: TestEngine) async throws {
        try await engine.withJobs { bench in
            let gate = Gate()
            let started = Recorder<String>()
            let workers = bench.jobs.workers(slots: 1) {
                NoteHandler { note, _ in
                    started.append(note.text)
                    try await gate.pass()
                    return .completed
                }
            }
            try await bench.enqueue("running", "waiting")
            await withDiscardingTaskGroup { group in
                group.addTask { await workers.run() }
                await started.wait(for: 1)
                group.addTask { await workers.drain(until: .after(.seconds(25))) }
                gate.open()
            }
            #expect(started.elements == ["running"])
            let counts = try await bench.jobs.counts()
            #expect(counts.pending == 1 && counts.running == 0)
        }
    }

    @Test(arguments: TestEngine.allCases, [true, false])
    func `shutdown gives back what is not done by the deadline, with its attempt`(
        engine: TestEngine,
        obeys: Bool
    ) async throws {
        try await engine.withJobs { bench in
            let gate = Gate()
            let started = Recorder<Int>()
            let drained = Recorder<Bool>()
            let workers = bench.jobs.workers {
                NoteHandler { _, context in
                    started.append(context.attempt)
                    if obeys { try await gate.pass() } else { await gate.passStubbornly() }
                    return .completed
                }
            }
            try await bench.enqueue("x")
            await withDiscardingTaskGroup { group in
                group.addTask { await workers.run() }
                await started.wait(for: 1)
                group.addTask {
                    await workers.drain(until: .after(.seconds(25)))
                    drained.append(true)
                }
                await bench.clock.asked(for: .seconds(25))
                bench.clock.advance(by: .seconds(25))
                if !obeys {
                    await bench.clock.asked(for: .seconds(1))
                    bench.clock.advance(by: .seconds(1))
                }
                await drained.wait(for: 1)
                gate.open()
            }
            let attempts = "SELECT attempt FROM jobs WHERE state = 'pending'" as Statement<[Int]>
            #expect(try await bench.database.run(attempts) == [0])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `workers that are cancelled give their jobs back`(engine: TestEngine) async throws {
        try await engine.withJobs { bench in
            let gate = Gate()
            let started = Recorder<Int>()
            let workers = bench.jobs.workers {
                NoteHandler { _, context in
                    started.append(context.attempt)
                    try await gate.pass()
                    return .completed
                }
            }
            try await bench.enqueue("x")
            await workers.whileRunning { await started.wait(for: 1) }
            let attempts = "SELECT attempt FROM jobs WHERE state = 'pending'" as Statement<[Int]>
            #expect(try await bench.database.run(attempts) == [0])
            #expect(bench.records("job_finished").first?.metadata["outcome"] == "returned")
        }
    }
}

extension JobWorkers {
    /// Runs the workers while a closure runs, then cancels them and waits until they have ended.
    func whileRunning(_ body: () async -> Void) async {
        await withDiscardingTaskGroup { group in
            group.addTask { await run() }
            await body()
            group.cancelAll()
        }
    }
}

extension TestClock {
    /// Waits until somebody has asked to sleep for exactly so long.
    func asked(for duration: Duration) async {
        while !sleeps.contains(duration) { await Task.yield() }
    }
}
