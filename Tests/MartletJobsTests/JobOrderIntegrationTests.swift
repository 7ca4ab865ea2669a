import MartletContext
import MartletDatabase
import MartletPayload
import MartletTesting
import Testing

@testable import MartletJobs

/// Jobs of one ordering key run one after the other, others beside them.
@Suite(.timeLimit(.minutes(10))) struct JobOrderIntegrationTests {
    @Test(arguments: TestEngine.allCases)
    func `F-04 a key keeps its order in eight slots while attempts fail and rest`(engine: TestEngine) async throws {
        try await engine.withJobs { bench in
            let starts = Recorder<String>()
            let running = Recorder<(key: String, delta: Int)>()
            _ = bench.jobs.workers(slots: 8) {
                NoteHandler { note, context in
                    let key = String(note.text.prefix(2))
                    running.append((key, 1))
                    defer { running.append((key, -1)) }
                    if context.attempt == 1 { starts.append(note.text) }
                    await Task.yield()
                    switch Context.current.randomness.next() % 4 {
                    case 0 where context.attempt < 3: throw Mishap(description: "again")
                    case 1 where context.lease < 5: return .snoozed(.seconds(3))
                    default: return .completed
                    }
                }
            }
            for number in 10..<20 {
                for key in ["k0", "k1", "k2", "k3"] { try await bench.enqueue("\(key)-\(number)", orderedBy: key) }
            }
            try await bench.finish()
            for key in ["k0", "k1", "k2", "k3"] {
                let own = starts.elements.filter { $0.hasPrefix(key) }
                var order: [String] = []
                for text in own where order.last != text { order.append(text) }
                #expect(order == (10..<20).map { "\(key)-\($0)" })
                var depth = 0
                for event in running.elements where event.key == key {
                    depth += event.delta
                    #expect(depth <= 1, "two jobs of \(key) ran at the same time")
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a resting head holds its key up and nothing else`(engine: TestEngine) async throws {
        try await engine.withJobs { bench in
            let seen = Recorder<String>()
            _ = bench.jobs.workers {
                NoteHandler { note, context in
                    if note.text == "head", context.attempt == 1 { throw Mishap(description: "not yet") }
                    seen.append(note.text)
                    return .completed
                }
            }
            try await bench.enqueue("head", "second", "third", orderedBy: "chat 1")
            try await bench.enqueue("other", orderedBy: "chat 2")
            try await bench.jobs.drain()
            #expect(seen.elements == ["other"])
            #expect(try await bench.jobs.counts().blocked == 2)
            try await bench.finish()
            #expect(seen.elements == ["other", "head", "second", "third"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a dead head does not hold its key up`(engine: TestEngine) async throws {
        try await engine.withJobs { bench in
            let seen = Recorder<String>()
            _ = bench.jobs.workers {
                NoteHandler { note, _ in
                    seen.append(note.text)
                    return note.text == "head" ? .dead("no use") : .completed
                }
            }
            try await bench.enqueue("head", "second", orderedBy: "chat 1")
            try await bench.jobs.drain()
            #expect(seen.elements == ["head", "second"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `jobs of concurrent transactions run once, alone in their key and in the order of their commits`(
        engine: TestEngine
    ) async throws {
        try await engine.withJobs { bench in
            let seen = Recorder<(key: String, position: Int64)>()
            let ended = Recorder<String>()
            let workers = bench.jobs.workers(slots: 8) {
                NoteHandler { note, context in
                    seen.append((note.text, context.claim.lease.position))
                    await Task.yield()
                    ended.append(note.text)
                    return .completed
                }
            }
            await workers.whileRunning {
                await withDiscardingTaskGroup { group in
                    for number in 0..<60 {
                        let key = "key \(number % 3)"
                        group.addTask {
                            await #expect(throws: Never.self) { try await bench.enqueue(key, orderedBy: key) }
                        }
                    }
                }
                await ended.wait(for: 60)
            }
            for key in ["key 0", "key 1", "key 2"] {
                let own = seen.elements.filter { $0.key == key }.map(\.position)
                #expect(own.count == 20)
                #expect(own == own.sorted())
            }
        }
    }

    /// On SQLite one process owns the file.
    @Test(arguments: TestEngine.allCases.filter { $0.dialect == .postgres })
    func `a key keeps its order when several processes take its jobs`(engine: TestEngine) async throws {
        try await engine.withJobs { bench in
            let starts = Recorder<(key: String, position: Int64)>()
            let ends = Recorder<(key: String, position: Int64)>()
            let queues = [bench.jobs, bench.neighbour(), bench.neighbour()]
            let workers = queues.map { queue in
                queue.workers(slots: 4) {
                    NoteHandler { note, context in
                        let mark = (note.text, context.claim.lease.position)
                        starts.append(mark)
                        await Task.yield()
                        ends.append(mark)
                        for queue in queues { queue.workerPool?.wake() }
                        return .completed
                    }
                }
            }
            await withDiscardingTaskGroup { group in
                for worker in workers { group.addTask { await worker.run() } }
                await withDiscardingTaskGroup { writers in
                    for number in 0..<200 {
                        let key = "key \(number % 4)"
                        writers.addTask {
                            await #expect(throws: Never.self) { try await bench.enqueue(key, orderedBy: key) }
                            for queue in queues { queue.workerPool?.wake() }
                        }
                    }
                }
                while await bench.unfinished() > 0 {
                    for queue in queues { queue.workerPool?.wake() }
                    await Task.yield()
                }
                group.cancelAll()
            }
            for key in (0..<4).map({ "key \($0)" }) {
                let begun = starts.elements.filter { $0.key == key }.map(\.position)
                #expect(begun.count == 50)
                #expect(begun == begun.sorted())
                #expect(begun == ends.elements.filter { $0.key == key }.map(\.position))
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `jobs behind a stuck key are looked at once, not at each claim`(engine: TestEngine) async throws {
        try await engine.withJobs { bench in
            _ = bench.jobs.workers {
                NoteHandler { note, _ in note.text == "head" ? .snoozed(.seconds(60)) : .completed }
            }
            try await bench.enqueue("head", orderedBy: "stuck")
            try await bench.database.write { [jobs = bench.jobs] tx in
                for number in 0..<1000 { try jobs.enqueue(Note(text: "\(number)"), orderedBy: "stuck", in: tx) }
            }
            try await bench.jobs.drain()
            #expect(try await bench.jobs.counts().blocked == 1000)
            let store = bench.jobs.store
            let due = "SELECT COUNT(*) FROM jobs WHERE state = 'pending' AND run_at <= \(.now)" as Statement<Int>
            #expect(try await bench.database.run(due) == 0)
            let claim = try await bench.database.write { tx in try store.claim(limit: 10, of: [Note.name], in: tx) }
            #expect(claim.jobs.isEmpty && !claim.mayHaveMore)
        }
    }

    @Test(arguments: TestEngine.allCases, [1, 2, 3] as [UInt64])
    func `whatever the outcomes, no job is lost and no key loses its order`(
        engine: TestEngine,
        seed: UInt64
    ) async throws {
        try await engine.withJobs { bench in
            let random = SeededRandom(seed: seed)
            let ended = Recorder<String>()
            let claims = Recorder<String>()
            _ = bench.jobs.workers(slots: 5) {
                NoteHandler { note, context in
                    claims.append("\(context.id)/\(context.lease)")
                    let isLast = context.attempt == Note.policy.attempts
                    switch random.next() % 6 {
                    case 0:
                        if isLast { ended.append(note.text) }
                        throw Mishap(description: "thrown")
                    case 1: return .snoozed(.seconds(Int64(random.next() % 100)))
                    case 2:
                        if isLast { ended.append(note.text) }
                        return .retry(after: .seconds(1), "hint")
                    case 3:
                        ended.append(note.text)
                        return .dead("dead")
                    case 4:
                        ended.append(note.text)
                        return .cancelled("cancelled")
                    default:
                        ended.append(note.text)
                        return .completed
                    }
                }
            }
            for number in 100..<140 {
                let key = random.next() % 4
                let text = "\(key)-\(number)"
                try await bench.enqueue(text, orderedBy: key == 0 ? nil : "key \(key)")
            }
            try await bench.finish()
            #expect(ended.elements.count == 40)
            #expect(Set(ended.elements).count == 40)
            #expect(Set(claims.elements).count == claims.elements.count)
            for key in ["1-", "2-", "3-"] {
                let own = ended.elements.filter { $0.hasPrefix(key) }
                #expect(own == own.sorted())
            }
            let finished = "SELECT COUNT(*) FROM finished_jobs" as Statement<Int>
            #expect(try await bench.database.run(finished) == 40)
        }
    }
}
