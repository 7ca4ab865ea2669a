import MartletDatabase
import MartletPayload
import MartletTesting
import NIOCore
import Testing

@testable import MartletJobs

/// Kinds of jobs of which only so many run at a time.
@Suite(.timeLimit(.minutes(10))) struct JobSlotsIntegrationTests {
    @Test(arguments: TestEngine.allCases)
    func `of five slow jobs two run at a time, others go on beside them, and the rest runs later`(
        engine: TestEngine
    ) async throws {
        try await engine.withJobs { bench in
            let (crowd, started, ended, notes) = (Crowd(), Recorder<Int>(), Recorder<Int>(), Recorder<String>())
            let gates = (0..<5).map { _ in Gate() }
            let workers = bench.jobs.workers(slots: 8) {
                ParcelHandler(crowd: crowd) { parcel, _ in
                    started.append(parcel.number)
                    try await gates[parcel.number].pass()
                    ended.append(parcel.number)
                    return .completed
                }
                NoteHandler(seenBy: notes)
            }
            try await bench.enqueueParcels(5)
            try await bench.enqueue("a", "b", "c", "d", "e", "f", "g", "h", "i")
            await workers.whileRunning {
                await started.wait(for: 2)
                await notes.wait(for: 9)
                #expect(Set(started.elements) == [0, 1])
                await #expect(throws: Never.self) { try await bench.enqueue("later") }
                await notes.wait(for: 10)
                for (number, gate) in gates.enumerated() {
                    await started.wait(for: min(number + 2, 5))
                    #expect(started.elements.count == min(number + 2, 5))
                    gate.open()
                    await ended.wait(for: number + 1)
                }
            }
            #expect(ended.elements == [0, 1, 2, 3, 4])
            #expect(crowd.most == 2)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `more than a claim looks at of a full kind does not hide what is behind it`(engine: TestEngine) async throws {
        try await engine.withJobs { bench in
            let (crowd, ended, notes) = (Crowd(), Recorder<Int>(), Recorder<String>())
            let gate = Gate()
            let workers = bench.jobs.workers {
                ParcelHandler(crowd: crowd) { parcel, _ in
                    try await gate.pass()
                    ended.append(parcel.number)
                    return .completed
                }
                NoteHandler(seenBy: notes)
            }
            try await bench.enqueueParcels(JobLimits.claimWindow + 50)
            try await bench.enqueue("behind")
            await workers.whileRunning {
                await notes.wait(for: 1)
                await #expect(throws: Never.self) { try await bench.enqueue("far behind") }
                await notes.wait(for: 2)
                #expect(ended.elements.isEmpty)
                gate.open()
                await ended.wait(for: 4)
            }
            #expect(crowd.most == 2)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a claim takes what is left of a kind, and is repeated only where that can bring more`(
        engine: TestEngine
    ) async throws {
        try await engine.withJobs { bench in
            _ = bench.jobs.workers {
                ParcelHandler(crowd: Crowd()) { _, _ in .completed }
                NoteHandler { _, _ in .completed }
            }
            let pool = try #require(bench.jobs.workerPool)
            try await bench.enqueueParcels(3)
            let first = try await pool.claim(limit: 16)
            #expect(first.jobs.map(\.kind) == ["parcel", "parcel"] && !first.mayHaveMore)
            try await bench.enqueueParcels(JobLimits.claimWindow + 1)
            try await bench.enqueue("behind")
            let second = try await pool.claim(limit: 16)
            #expect(second.jobs.map(\.kind) == ["note"] && !second.mayHaveMore)
            let third = try await pool.claim(limit: 16)
            #expect(third.jobs.isEmpty && !third.mayHaveMore)
            await pool.execute(try #require(first.jobs.first))
            let fourth = try await pool.claim(limit: 16)
            #expect(fourth.jobs.map(\.kind) == ["parcel"] && fourth.mayHaveMore, "a whole window was looked at")
            let fifth = try await pool.claim(limit: 16)
            #expect(fifth.jobs.isEmpty && !fifth.mayHaveMore)
            for job in [first.jobs[1], fourth.jobs[0], second.jobs[0]] { await pool.execute(job) }
            try await bench.finish()
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a queue of which a kind is full is left in peace`(engine: TestEngine) async throws {
        try await engine.withRecordedJobs { bench, recording, queue in
            let (crowd, started, ended) = (Crowd(), Recorder<Int>(), Recorder<Int>())
            let gate = Gate()
            let workers = queue.workers {
                ParcelHandler(crowd: crowd) { parcel, _ in
                    started.append(parcel.number)
                    try await gate.pass()
                    ended.append(parcel.number)
                    return .completed
                }
            }
            try await bench.enqueueParcels(JobLimits.claimWindow + 20)
            await workers.whileRunning {
                await started.wait(for: 2)
                for _ in 1...200 { #expect(await bench.unfinished() == JobLimits.claimWindow + 20) }
                // The first look, the one after it, and one each for the signals of the start.
                #expect(recording.claims <= 6, "\(recording.claims) claims on a quiet queue")
                gate.open()
                await ended.wait(for: JobLimits.claimWindow + 20)
            }
            // Every end brings one claim, and one more while a claim sees a whole window.
            #expect(recording.claims <= 6 + 2 * (JobLimits.claimWindow + 20))
            #expect(crowd.most == 2)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a drain keeps to the slots of a kind, alone and beside running workers`(engine: TestEngine) async throws {
        try await engine.withJobs { bench in
            let (crowd, ended) = (Crowd(), Recorder<Int>())
            let workers = bench.jobs.workers {
                ParcelHandler(crowd: crowd) { parcel, _ in
                    for _ in 0..<5 { await Task.yield() }
                    ended.append(parcel.number)
                    return .completed
                }
            }
            try await bench.enqueueParcels(5)
            #expect(try await bench.jobs.drain() == 5)
            await workers.whileRunning {
                for round in 1...4 {
                    await #expect(throws: Never.self) {
                        try await bench.enqueueParcels(5)
                        async let other = bench.jobs.drain()
                        try await bench.jobs.drain()
                        _ = try await other
                        #expect(try await bench.jobs.counts().unfinished == 0)
                    }
                    #expect(ended.elements.count == 5 + 5 * round)
                }
            }
            #expect(crowd.most == 2)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `ordering keys keep their order in a kind that has few slots`(engine: TestEngine) async throws {
        try await engine.withJobs { bench in
            let (crowd, seen) = (Crowd(), Recorder<(key: String?, number: Int)>())
            _ = bench.jobs.workers {
                ParcelHandler(crowd: crowd) { parcel, context in
                    if context.attempt == 1, parcel.number == 1 { throw Mishap(description: "again") }
                    await Task.yield()
                    seen.append((context.claim.orderingKey, parcel.number))
                    return .completed
                }
            }
            for key in ["a", "b", "c", "d"] { try await bench.enqueueParcels(4, orderedBy: key) }
            try await bench.finish()
            for key in ["a", "b", "c", "d"] {
                #expect(seen.elements.filter { $0.key == key }.map(\.number) == [0, 1, 2, 3])
            }
            #expect(crowd.most == 2)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `deliveries of a source keep to the slots of its handler's policy`(engine: TestEngine) async throws {
        try await engine.withJobs { bench in
            let (crowd, notes) = (Crowd(), Recorder<String>())
            let gate = Gate()
            let workers = bench.jobs.workers {
                LetterHandler(crowd: crowd, gate: gate)
                NoteHandler(seenBy: notes)
            }
            let inbox = Inbox(in: bench.database, jobs: bench.jobs)
            for number in 1...20 {
                let body = ByteBuffer(string: "{}")
                _ = try await inbox.receive(Delivery(source: "post", eventID: "\(number)", body: body))
            }
            try await bench.enqueue("beside")
            await workers.whileRunning {
                await notes.wait(for: 1)
                gate.open()
                _ = await #expect(throws: Never.self) { try await bench.jobs.drain() }
            }
            #expect(await bench.unfinished() == 0)
            #expect(crowd.most == 1)
        }
    }
}

/// Handles one letter at a time.
private struct LetterHandler: InboxHandler {
    static let source = "post"
    static let policy = JobPolicy(slots: 1)

    let crowd: Crowd
    let gate: Gate

    func handle(_ event: RawJSON, of delivery: InboxDelivery, context: JobContext) async throws -> JobOutcome {
        crowd.enter()
        defer { crowd.leave() }
        try await gate.pass()
        return .completed
    }
}

extension NoteHandler {
    /// Writes down what the notes say.
    fileprivate init(seenBy recorder: Recorder<String>) {
        self.init { note, _ in
            recorder.append(note.text)
            return .completed
        }
    }
}

extension RecordingDatabase {
    /// How often due jobs were looked for.
    fileprivate var claims: Int { transactions(of: "SELECT position, kind, ordering_key FROM jobs").count }
}
