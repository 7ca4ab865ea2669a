import InMemoryLogging
import Logging
import MartletContext
import MartletDatabase
import MartletPayload
import MartletTesting
import Testing

@testable import MartletJobs

/// Jobs whose workers die, freeze or lose contact.
@Suite(.timeLimit(.minutes(10))) struct JobRecoveryIntegrationTests {
    @Test(arguments: TestEngine.allCases)
    func `F-02 a job whose process died runs again in another one`(engine: TestEngine) async throws {
        try await engine.withJobs { bench in
            let seen = Recorder<Int>()
            _ = bench.jobs.workers {
                NoteHandler { _, context in
                    seen.append(context.attempt)
                    return .completed
                }
            }
            try await bench.enqueue("x")
            try await bench.dies(bench.neighbour())
            #expect(try await bench.jobs.counts().running == 1)
            if engine.dialect == .postgres {
                try await bench.jobs.drain()
                #expect(seen.elements.isEmpty, "another process may still be at it")
                bench.clock.advance(by: .seconds(31))
            }
            try await bench.jobs.drain()
            #expect(seen.elements == [2])
            #expect(bench.records("job_rescued").map(\.level) == [.warning])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `what a frozen worker says after its job was taken over does not count`(engine: TestEngine) async throws {
        try await engine.withJobs { bench in
            let gate = Gate()
            let started = Recorder<Int64>()
            let frozen = bench.neighbour()
            _ = frozen.workers {
                NoteHandler { _, context in
                    started.append(context.lease)
                    await gate.passStubbornly()
                    return .dead("too late")
                }
            }
            let lively = Recorder<Int64>()
            _ = bench.jobs.workers {
                NoteHandler { _, context in
                    lively.append(context.lease)
                    return .completed
                }
            }
            try await bench.enqueue("x")
            async let drained = frozen.drain()
            await started.wait(for: 1)
            bench.clock.advance(by: .seconds(31))
            try await bench.jobs.drain()
            #expect(lively.elements == [2])
            gate.open()
            _ = try await drained
            #expect(try await bench.jobs.deadLetters().isEmpty)
            #expect(bench.records("job_lease_stale").count == 1)
            let states = "SELECT state FROM finished_jobs" as Statement<[String]>
            #expect(try await bench.database.run(states) == ["completed"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a frozen worker cannot end the attempt of the worker that took its job over`(
        engine: TestEngine
    ) async throws {
        try await engine.withJobs { bench in
            let thaw = Gate()
            let finish = Gate()
            let started = Recorder<Int64>()
            let frozen = bench.neighbour()
            _ = frozen.workers {
                NoteHandler { _, context in
                    started.append(context.lease)
                    await thaw.passStubbornly()
                    return .dead("too late")
                }
            }
            _ = bench.jobs.workers {
                NoteHandler { _, context in
                    started.append(context.lease)
                    try await finish.pass()
                    return .completed
                }
            }
            try await bench.enqueue("x")
            async let slow = frozen.drain()
            await started.wait(for: 1)
            bench.clock.advance(by: .seconds(31))
            async let quick = bench.jobs.drain()
            await started.wait(for: 2)
            thaw.open()
            await bench.logged("job_lease_stale")
            #expect(try await bench.jobs.counts().running == 1)
            finish.open()
            _ = try await (slow, quick)
            #expect(started.elements == [1, 2])
            let states = "SELECT state FROM finished_jobs" as Statement<[String]>
            #expect(try await bench.database.run(states) == ["completed"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a heartbeat keeps the lease, and tells a handler that has lost its job`(engine: TestEngine) async throws {
        try await engine.withJobs { bench in
            let started = Recorder<Int64>()
            let ended = Recorder<String>()
            let gate = Gate()
            let queue = bench.neighbour()
            _ = queue.workers {
                NoteHandler { _, context in
                    started.append(context.lease)
                    do { try await gate.pass() } catch {
                        ended.append("cancelled")
                        throw error
                    }
                    return .completed
                }
            }
            let pool = try #require(queue.workerPool)
            let store = bench.jobs.store
            try await bench.enqueue("x")
            async let drained = queue.drain()
            await started.wait(for: 1)
            bench.clock.advance(by: .seconds(29))
            #expect(await pool.heartbeat())
            bench.clock.advance(by: .seconds(29))
            let until = "SELECT COUNT(*) FROM jobs WHERE lease_until >= \(.now)" as Statement<Int>
            #expect(try await bench.database.run(until) == 1)
            bench.clock.advance(by: .seconds(2))
            let orphans = try await bench.database.write { tx in
                try store.rescue(sparing: [], knowing: [Note.name], in: tx)
            }
            #expect(orphans.count == 1)
            #expect(await pool.heartbeat())
            await ended.wait(for: 1)
            gate.open()
            _ = try await drained
            #expect(ended.elements == ["cancelled"])
            #expect(bench.records("job_lease_stale").count == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a job whose worker dies over and over is a dead letter, and others run`(engine: TestEngine) async throws {
        try await engine.withJobs { bench in
            let seen = Recorder<String>()
            _ = bench.jobs.workers {
                NoteHandler { note, _ in
                    seen.append(note.text)
                    return .completed
                }
            }
            let id = try await bench.enqueue("poison", orderedBy: "chat 1")[0]
            try await bench.enqueue("behind", orderedBy: "chat 1")
            let pool = try #require(bench.jobs.workerPool)
            for _ in 0..<4 {
                try await bench.dies(bench.neighbour())
                bench.clock.advance(by: .seconds(31))
                await pool.rescue()
                bench.clock.advance(by: .seconds(32))
            }
            try await bench.jobs.drain()
            #expect(seen.elements == ["behind"])
            let letters = try await bench.jobs.deadLetters()
            #expect(letters.map(\.id) == [id])
            #expect(letters.first?.reason.hasPrefix("crashed worker") == true)
            #expect(bench.records("job_dead").map(\.level) == [.error])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a job that hangs after its deadline is taken over`(engine: TestEngine) async throws {
        try await engine.withJobs { bench in
            let gate = Gate()
            let started = Recorder<Int64>()
            _ = bench.jobs.workers {
                NoteHandler { _, context in
                    started.append(context.lease)
                    if context.lease == 1 { await gate.passStubbornly() }
                    return .completed
                }
            }
            let pool = try #require(bench.jobs.workerPool)
            try await bench.enqueue("x")
            async let first = pool.drain()
            await started.wait(for: 1)
            bench.clock.advance(by: .seconds(60 + 31))
            await pool.rescue()
            let claim = try await pool.claim(limit: 1)
            #expect(claim.jobs.map(\.lease.number) == [2])
            for job in claim.jobs { await pool.execute(job) }
            gate.open()
            _ = try await first
            #expect(started.elements == [1, 2])
            let states = "SELECT state FROM finished_jobs" as Statement<[String]>
            #expect(try await bench.database.run(states) == ["completed"])
            #expect(bench.records("job_lease_stale").count == 1)
        }
    }
}

extension JobBench {
    /// Lets a process claim every due job and die before it does anything.
    func dies(_ queue: JobQueue) async throws {
        let store = queue.store
        _ = try await database.write(isolation: .readCommitted) { tx in
            try store.claim(limit: 100, of: [Note.name], in: tx)
        }
    }
}

extension TestEngine {
    /// How the engine spells SQL.
    var dialect: Dialect {
        self == .sqlite ? .sqlite : .postgres
    }
}
