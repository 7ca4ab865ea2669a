import InMemoryLogging
import Logging
import MartletContext
import MartletDatabase
import MartletPayload
import MartletTesting
import NIOCore
import Testing

@testable import MartletJobs

/// Deliveries: durable before they are acknowledged, and worked on once.
@Suite(.timeLimit(.minutes(10))) struct InboxIntegrationTests {
    @Test(arguments: TestEngine.allCases)
    func `S0-18 a repeated delivery is a duplicate, logged at debug, without a second effect`(
        engine: TestEngine
    ) async throws {
        try await engine.withJobs { bench in
            let seen = Recorder<String>()
            _ = bench.jobs.workers { UpdateHandler(seen: seen) }
            let inbox = Inbox(in: bench.database, jobs: bench.jobs)
            #expect(try await inbox.receive(.update(7, "hello")) == .accepted)
            #expect(try await inbox.receive(.update(7, "hello")) == .duplicate)
            let restarted = Inbox(in: bench.database, jobs: bench.jobs)
            #expect(try await restarted.receive(.update(7, "hello")) == .duplicate)
            try await bench.jobs.drain()
            #expect(seen.elements == ["hello"])
            #expect(bench.records("inbox_duplicate").map(\.level) == [.debug, .debug])
            #expect(bench.records("inbox_duplicate").first?.metadata["event_id"] == "7")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S0-19 fifty concurrent copies of one event are one row and one effect`(engine: TestEngine) async throws {
        try await engine.withJobs { bench in
            let seen = Recorder<String>()
            _ = bench.jobs.workers { UpdateHandler(seen: seen) }
            let inbox = Inbox(in: bench.database, jobs: bench.jobs)
            let receipts = try await withThrowingTaskGroup(of: Inbox.Receipt.self) { group in
                for _ in 0..<50 { group.addTask { try await inbox.receive(.update(1, "once")) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(receipts.count { $0 == .accepted } == 1)
            #expect(receipts.count { $0 == .duplicate } == 49)
            let rows = "SELECT COUNT(*) FROM inbox" as Statement<Int>
            #expect(try await bench.database.run(rows) == 1)
            try await bench.jobs.drain()
            #expect(seen.elements == ["once"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `C-34 deliveries of one key are worked on in the order in which they were stored`(
        engine: TestEngine
    ) async throws {
        try await engine.withJobs { bench in
            let seen = Recorder<String>()
            _ = bench.jobs.workers { UpdateHandler(seen: seen) }
            let inbox = Inbox(in: bench.database, jobs: bench.jobs)
            for number in 10..<30 { _ = try await inbox.receive(.update(number, "\(number)", chat: number % 2)) }
            try await bench.jobs.drain()
            for chat in 0..<2 {
                let own = seen.elements.filter { Int($0).map { $0 % 2 == chat } ?? false }
                #expect(own == (10..<30).filter { $0 % 2 == chat }.map(String.init))
            }
        }
    }

    /// On SQLite one process owns the file.
    @Test(arguments: TestEngine.allCases.filter { $0.dialect == .postgres })
    func `C-34 deliveries keep the order of their key when several processes take them`(
        engine: TestEngine
    ) async throws {
        try await engine.withJobs { bench in
            let seen = Recorder<String>()
            let queues = [bench.jobs, bench.neighbour(), bench.neighbour()]
            let workers = queues.map { queue in queue.workers(slots: 4) { UpdateHandler(seen: seen) } }
            await withDiscardingTaskGroup { group in
                for worker in workers { group.addTask { await worker.run() } }
                await withDiscardingTaskGroup { senders in
                    for (chat, queue) in zip(0..<6, queues + queues) {
                        let inbox = Inbox(in: bench.database, jobs: queue)
                        senders.addTask {
                            await #expect(throws: Never.self) {
                                for number in 0..<40 {
                                    let text = "\(chat) \(number)"
                                    _ = try await inbox.receive(.update(chat * 1000 + number, text, chat: chat))
                                }
                            }
                        }
                    }
                }
                while await bench.unfinished() > 0 {
                    for queue in queues { queue.workerPool?.wake() }
                    await Task.yield()
                }
                group.cancelAll()
            }
            for chat in 0..<6 {
                let own = seen.elements.filter { $0.hasPrefix("\(chat) ") }
                #expect(own == (0..<40).map { "\(chat) \($0)" })
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `C-34 a job keeps its place behind the deliveries of its key that came before it`(
        engine: TestEngine
    ) async throws {
        try await engine.withJobs { bench in
            let seen = Recorder<String>()
            _ = bench.jobs.workers {
                UpdateHandler(seen: seen)
                NoteHandler { note, _ in
                    seen.append(note.text)
                    return .completed
                }
            }
            let inbox = Inbox(in: bench.database, jobs: bench.jobs)
            _ = try await inbox.receive(.update(1, "first", chat: 1))
            _ = try await inbox.receive(.update(2, "elsewhere", chat: 2))
            try await bench.enqueue("second", orderedBy: "chat 1")
            _ = try await inbox.receive(.update(3, "third", chat: 1))
            #expect(try await bench.jobs.counts().pending == 4)
            try await bench.jobs.drain()
            #expect(seen.elements.filter { $0 != "elsewhere" } == ["first", "second", "third"])
            #expect(seen.elements.count == 4)
        }
    }

    /// On SQLite one transaction writes at a time.
    @Test(arguments: TestEngine.allCases.filter { $0.dialect == .postgres })
    func `a transaction that holds a key keeps nobody else waiting`(engine: TestEngine) async throws {
        try await engine.withJobs { bench in
            let seen = Recorder<String>()
            _ = bench.jobs.workers { UpdateHandler(seen: seen) }
            let inbox = Inbox(in: bench.database, jobs: bench.jobs)
            let latch = Latch()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await bench.database.write(isolation: .readCommitted) { [jobs = bench.jobs] tx in
                        try jobs.enqueue(Note(text: "x"), delay: .seconds(3600), orderedBy: "chat 9", in: tx)
                        latch.pass()
                    }
                }
                await latch.arrival()
                _ = try await inbox.receive(.update(1, "held", chat: 9))
                _ = try await inbox.receive(.update(2, "free", chat: 2))
                _ = try await inbox.receive(.update(3, "loose"))
                try await bench.jobs.drain()
                #expect(Set(seen.elements) == ["free", "loose"])
                latch.open()
                try await group.waitForAll()
            }
            bench.clock.advance(by: .seconds(3600))
            #expect(try await bench.jobs.counts().unfinished == 2)
        }
    }

    /// On SQLite one transaction writes at a time.
    @Test(arguments: TestEngine.allCases.filter { $0.dialect == .postgres }, [1, 300])
    func `deliveries behind very many of held keys do not wait for these`(engine: TestEngine, keys: Int) async throws {
        try await engine.withJobs { bench in
            let seen = Recorder<String>()
            _ = bench.jobs.workers { UpdateHandler(seen: seen) }
            let inbox = Inbox(in: bench.database, jobs: bench.jobs)
            let latch = Latch()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await bench.database.write(isolation: .readCommitted) { tx in
                        for key in 0..<keys { try tx.lock("martlet.jobs:chat \(key)") }
                        latch.pass()
                    }
                }
                await latch.arrival()
                try await withThrowingTaskGroup(of: Void.self) { senders in
                    for number in 0..<600 {
                        senders.addTask { _ = try await inbox.receive(.update(number, "held", chat: number % keys)) }
                    }
                    try await senders.waitForAll()
                }
                _ = try await inbox.receive(.update(1001, "free", chat: 1001))
                _ = try await inbox.receive(.update(1002, "loose"))
                try await bench.jobs.drain()
                #expect(Set(seen.elements) == ["free", "loose"])
                latch.open()
                try await group.waitForAll()
            }
            try await bench.jobs.drain()
            #expect(seen.elements.count == 602)
        }
    }

    /// On SQLite one transaction writes at a time.
    @Test(arguments: TestEngine.allCases.filter { $0.dialect == .postgres })
    func `a delivery becomes one job however many processes look at it`(engine: TestEngine) async throws {
        try await engine.withJobs { bench in
            let inbox = Inbox(in: bench.database, jobs: bench.jobs)
            for number in 0..<6 {
                _ = try await inbox.receive(.update(number, "\(number)", chat: number < 3 ? number : nil))
            }
            let store = bench.jobs.store
            let latch = Latch()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await bench.database.write(isolation: .readCommitted) { tx in
                        _ = try store.enqueueDeliveries(in: tx)
                        latch.pass()
                    }
                }
                await latch.arrival()
                let hasMore = try await bench.database.write(isolation: .readCommitted) { tx in
                    try store.enqueueDeliveries(in: tx)
                }
                #expect(!hasMore)
                latch.open()
                try await group.waitForAll()
            }
            let jobs = "SELECT COUNT(*) FROM jobs" as Statement<Int>
            #expect(try await bench.database.run(jobs) == 6)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a body that does not decode is acknowledged and becomes a dead letter`(engine: TestEngine) async throws {
        try await engine.withJobs { bench in
            let seen = Recorder<String>()
            _ = bench.jobs.workers { UpdateHandler(seen: seen) }
            let inbox = Inbox(in: bench.database, jobs: bench.jobs)
            let delivery = Delivery(source: "telegram", eventID: "9", body: ByteBuffer(string: "{\"update_id\":9}"))
            #expect(try await inbox.receive(delivery) == .accepted)
            try await bench.jobs.drain()
            let letters = try await bench.jobs.deadLetters()
            #expect(letters.map(\.kind) == ["inbox.telegram"])
            #expect(letters.first?.reason.contains("text") == true)
            #expect(seen.elements.isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an id is forgotten after seven days, unless its work is not done`(engine: TestEngine) async throws {
        try await engine.withJobs { bench in
            let seen = Recorder<String>()
            _ = bench.jobs.workers { UpdateHandler(seen: seen) }
            let inbox = Inbox(in: bench.database, jobs: bench.jobs)
            _ = try await inbox.receive(.update(1, "done"))
            _ = try await inbox.receive(.update(2, "fatal"))
            try await bench.jobs.drain()
            _ = try await inbox.receive(.update(3, "waiting"))
            let store = bench.jobs.store
            bench.clock.advance(by: .seconds(7 * 86_400 - 1))
            #expect(try await bench.database.write { tx in try store.sweep(in: tx) } == 0)
            bench.clock.advance(by: .seconds(2))
            #expect(try await bench.database.write { tx in try store.sweep(in: tx) } == 2)
            let ids = "SELECT event_id FROM inbox ORDER BY event_id" as Statement<[String]>
            #expect(try await bench.database.run(ids) == ["2", "3"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `F-01 an id that the database has forgotten is new, however lately it was repeated`(
        engine: TestEngine
    ) async throws {
        try await engine.withJobs { bench in
            let seen = Recorder<String>()
            _ = bench.jobs.workers { UpdateHandler(seen: seen) }
            // The second one knows only what it saw arrive, as a process does that was started again.
            let inboxes = (0..<2).map { _ in Inbox(in: bench.database, jobs: bench.jobs) }
            #expect(try await inboxes[0].receive(.update(1, "one")) == .accepted)
            try await bench.jobs.drain()
            bench.clock.advance(by: .seconds(7 * 86_400 - 60))
            for inbox in inboxes { #expect(try await inbox.receive(.update(1, "one")) == .duplicate) }
            bench.clock.advance(by: .seconds(61))
            let store = bench.jobs.store
            _ = try await bench.database.write { tx in try store.sweep(in: tx) }
            #expect(try await inboxes[1].receive(.update(1, "another")) == .accepted)
            #expect(try await inboxes[0].receive(.update(1, "another")) == .duplicate)
            try await bench.jobs.drain()
            #expect(seen.elements == ["one", "another"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S0-20 the short cut holds ten thousand ids and the durable key the older ones`(
        engine: TestEngine
    ) async throws {
        try await engine.withJobs { bench in
            let inbox = Inbox(in: bench.database, jobs: bench.jobs, recent: 100)
            for number in 0...100 { _ = try await inbox.receive(.update(number, "x")) }
            #expect(inbox.recentCount == 100)
            #expect(try await inbox.receive(.update(0, "x")) == .duplicate)
            #expect(try await inbox.receive(.update(100, "x")) == .duplicate)
        }
    }
}

/// An update as the tests deliver it.
struct Update: Payload {
    static let fieldPolicy = FieldPolicy.ignoringUnknown
    let text: String

    init(reading fields: inout some FieldReader) {
        text = fields.required("text")
    }

    func write(to object: inout ObjectWriter) {
        object.field("text", text)
    }
}

/// Notes the texts of updates.
struct UpdateHandler: InboxHandler {
    static let source = "telegram"
    let seen: Recorder<String>

    func handle(_ event: Update, of delivery: InboxDelivery, context: JobContext) async throws -> JobOutcome {
        if event.text == "fatal" { return .dead("fatal") }
        seen.append(event.text)
        return .completed
    }
}

extension Delivery {
    /// An update of a number.
    static func update(_ number: Int, _ text: String, chat: Int? = nil) -> Delivery {
        Delivery(
            source: UpdateHandler.source,
            eventID: "\(number)",
            orderedBy: chat.map { "chat \($0)" },
            body: ByteBuffer(string: "{\"update_id\":\(number),\"text\":\"\(text)\",\"new\":[]}")
        )
    }
}
