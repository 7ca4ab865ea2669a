@testable import Atelier
import Martlet
import MartletTesting
import NIOCore
import StandIns
import Testing

/// What becomes of an answer that Telegram does not take.
@Suite(.timeLimit(.minutes(10)))
struct TelegramRefusalIntegrationTests {
    @Test(arguments: TestEngine.allCases)
    func `a refusal with retry_after is repeated after that time, and not before`(engine: TestEngine) async throws {
        try await TelegramDouble.with { telegram in
            try await withBackend(Atelier.self, on: engine, settings: telegram.settings()) { atelier in
                telegram.refuseNext(BotRefusal(429, "Too Many Requests: retry after 7", retryAfter: 7))
                try await atelier.client.deliver(SampleUpdate(id: 1))
                try await atelier.jobs.drain()
                #expect(telegram.attempts == 1)
                atelier.clock.advance(by: .seconds(7) - .milliseconds(1))
                try await atelier.jobs.drain()
                #expect(telegram.attempts == 1, "the time that Telegram asked for is not over")
                atelier.clock.advance(by: .milliseconds(1))
                try await atelier.jobs.drain()
                #expect(telegram.attempts == 2)
                #expect(telegram.messages.count == 1)
            }
        }
    }

    @Test func `limits without end wear out no answer, and stop a chat for minutes at most`() async throws {
        try await TelegramDouble.with { telegram in
            try await withBackend(Atelier.self, on: .sqlite, settings: telegram.settings()) { atelier in
                for _ in 1...15 { telegram.refuseNext(BotRefusal(429, "Too Many Requests", retryAfter: 30)) }
                try await atelier.client.deliver(SampleUpdate(id: 1))
                try await atelier.jobs.drain()
                for _ in 1...15 {
                    atelier.clock.advance(by: .seconds(30))
                    try await atelier.jobs.drain()
                }
                #expect(telegram.messages.count == 1)
                telegram.refuseNext(BotRefusal(429, "Too Many Requests", retryAfter: 604_800))
                try await atelier.client.deliver(SampleUpdate(id: 2, text: "/balance"))
                try await atelier.client.deliver(SampleUpdate(id: 3, text: "/help"))
                try await atelier.jobs.drain()
                let texts = telegram.messages.map(\.text).dropFirst()
                #expect(texts.contains(Texts(.en).apology))
                #expect(texts.contains { $0.hasPrefix("What I can do:") })
                #expect(try await atelier.jobs.deadLetters().count == 1)
            }
        }
    }

    @Test func `what is told to a member waits likewise`() async throws {
        try await TelegramDouble.with { telegram in
            try await withBackend(Atelier.self, on: .sqlite, settings: telegram.settings()) { atelier in
                let database = atelier.databases[0]
                let jobs = JobQueue(in: database)
                let tell: @Sendable (String, String) async throws -> Void = { first, second in
                    try await Context(clock: atelier.clock).run {
                        try await database.write { tx in
                            for text in [first, second] { try TellMember(text, in: 7).enqueue(on: jobs, in: tx) }
                        }
                    }
                }
                for _ in 1...15 { telegram.refuseNext(BotRefusal(429, "Too Many Requests", retryAfter: 30)) }
                try await tell("Hello", "Goodbye")
                for _ in 1...16 {
                    try await atelier.jobs.drain()
                    atelier.clock.advance(by: .seconds(30))
                }
                #expect(telegram.messages.map(\.text) == ["Hello", "Goodbye"])
                telegram.refuseNext(BotRefusal(429, "Too Many Requests", retryAfter: 604_800))
                try await tell("Never", "Again")
                try await atelier.jobs.drain()
                #expect(telegram.messages.map(\.text) == ["Hello", "Goodbye", "Again"])
                #expect(try await atelier.jobs.deadLetters().count == 1)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an answer that Telegram fails on is repeated, then a dead letter with the reason and an apology`(
        engine: TestEngine
    ) async throws {
        try await TelegramDouble.with { telegram in
            try await withBackend(Atelier.self, on: engine, settings: telegram.settings()) { atelier in
                telegram.refuseAll(BotRefusal(500, "Internal Server Error"))
                try await atelier.client.deliver(SampleUpdate(id: 1))
                // Ten minutes cost no attempt.
                for call in 1..<10 + UpdateHandler.policy.attempts {
                    try await atelier.jobs.drain()
                    #expect(telegram.attempts == call)
                    atelier.clock.advance(by: .seconds(60))
                }
                #expect(try await atelier.jobs.deadLetters().isEmpty)
                try await atelier.jobs.drain()
                telegram.refuseAll(nil)
                for _ in 1...2 {
                    atelier.clock.advance(by: .seconds(3600))
                    try await atelier.jobs.drain()
                }
                #expect(telegram.messages.map(\.text) == [Texts(.en).apology], "a dead letter is not tried again")
                let letters = try await atelier.jobs.deadLetters()
                #expect(letters.count == 1)
                #expect(letters.first?.reason.contains("Telegram refused sendMessage with 500") == true)
                #expect(atelier.logs.lines.count { $0.contains(#""event":"job_dead""#) } == 1)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an answer that succeeds after failures is sent once`(engine: TestEngine) async throws {
        try await TelegramDouble.with { telegram in
            try await withBackend(Atelier.self, on: engine, settings: telegram.settings()) { atelier in
                telegram.refuseNext(BotRefusal(500, "Internal Server Error"), BotRefusal(502, "Bad Gateway"))
                try await atelier.client.deliver(SampleUpdate(id: 1))
                for _ in 1...3 {
                    try await atelier.jobs.drain()
                    atelier.clock.advance(by: .seconds(3600))
                }
                #expect(telegram.attempts == 3)
                #expect(telegram.messages.count == 1)
            }
        }
    }

    @Test(arguments: [
        BotRefusal(403, "Forbidden: bot was blocked by the user"), BotRefusal(400, "Bad Request: chat not found"),
    ])
    func `S0-03 a chat that refuses for good is a dead letter at once and stops nothing`(
        refusal: BotRefusal
    ) async throws {
        try await TelegramDouble.with { telegram in
            try await withBackend(Atelier.self, on: .sqlite, settings: telegram.settings()) { atelier in
                telegram.refuseNext(refusal)
                try await atelier.client.deliver(SampleUpdate(id: 1, text: "/start"))
                try await atelier.jobs.drain()
                let letters = try await atelier.jobs.deadLetters()
                #expect(letters.map(\.attempt) == [1])
                #expect(letters.first?.reason.hasPrefix("Telegram refused sendMessage with 40") == true)
                try await atelier.client.deliver(SampleUpdate(id: 2, text: "/help"))
                try await atelier.jobs.drain()
                #expect(telegram.messages.last?.text.hasPrefix("What I can do:") == true)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S0-04 an update that cannot be handled is answered with one friendly message`(
        engine: TestEngine
    ) async throws {
        try await TelegramDouble.with { telegram in
            try await withBackend(Atelier.self, on: engine, settings: telegram.settings()) { atelier in
                telegram.refuseNext(BotRefusal(502, "Bad Gateway"))
                let update = #"{"update_id":7,"message":{"chat":{"id":5},"text":{"no":"text"}}}"#
                _ = try await atelier.client.deliver(body: update)
                for _ in 1...4 {
                    try await atelier.jobs.drain()
                    atelier.clock.advance(by: .seconds(3600))
                }
                #expect(telegram.messages.map(\.chat) == [5])
                let text = try #require(telegram.messages.first?.text)
                #expect(text.hasPrefix("Something went wrong on our side"))
                for word in ["text", "decod", "JSON", "update", "{"] { #expect(!text.contains(word)) }
                let letters = try await atelier.jobs.deadLetters()
                #expect(letters.count == 1)
                #expect(letters.first?.reason.contains("message.text") == true)
            }
        }
    }

    @Test func `a failing chat holds up nobody but itself`() async throws {
        try await TelegramDouble.with { telegram in
            try await withBackend(Atelier.self, on: .sqlite, settings: telegram.settings()) { atelier in
                telegram.refuseNext(BotRefusal(500, "Internal Server Error"))
                try await atelier.client.deliver(SampleUpdate(id: 1, chat: 1, name: "first"))
                try await atelier.jobs.drain()
                try await atelier.client.deliver(SampleUpdate(id: 2, chat: 1, name: "second"))
                try await atelier.client.deliver(SampleUpdate(id: 3, chat: 2, name: "other"))
                try await atelier.jobs.drain()
                #expect(telegram.messages.map(\.chat) == [2])
                atelier.clock.advance(by: .seconds(3600))
                try await atelier.jobs.drain()
                let inOrder = telegram.messages.filter { $0.chat == 1 }.map(\.text)
                #expect(inOrder.count == 2)
                #expect(inOrder.first?.contains("first") == true && inOrder.last?.contains("second") == true)
            }
        }
    }

    @Test func `F-12 S0-34 hostile text is stored word for word, and inert`() async throws {
        try await TelegramDouble.with { telegram in
            try await withBackend(Atelier.self, on: .sqlite, settings: telegram.settings()) { atelier in
                let texts = ["<script>alert(1)</script>", "'; DROP  TABLE jobs; --", "please DROP TABLE lamps"]
                for (id, text) in texts.enumerated() {
                    let response = try await atelier.client.deliver(SampleUpdate(id: Int64(id), text: text))
                    #expect(response.status == 200)
                }
                try await atelier.jobs.drain()
                #expect(telegram.messages.count == 3)
                let deliveries = try await atelier.databases[0].run(Self.deliveries)
                let bodies = deliveries.map { String(decoding: $0.body, as: UTF8.self) }
                for (text, body) in zip(texts, bodies) { #expect(body.contains(text)) }
                #expect(bodies.count == 3)
            }
        }
    }

    private static let deliveries: Statement<[InboxDelivery]> =
        "SELECT \(columns: InboxDelivery.self) FROM inbox ORDER BY position"

    @Test(arguments: TestEngine.allCases)
    func `S0-04 a handler that fails is tried again, then says so once, without internal words`(
        engine: TestEngine
    ) async throws {
        try await Self.withHandler(on: engine) { telegram, handler in
            try await handler.database.run("DROP TABLE preferences")
            try await handler.receive(SampleUpdate(id: 1, chat: 5, text: "/models"))
            for attempt in 1...UpdateHandler.policy.attempts + 2 {
                try await handler.jobs.drain()
                #expect(telegram.messages.count == (attempt < UpdateHandler.policy.attempts ? 0 : 1))
                handler.clock.advance(by: .seconds(3600))
            }
            #expect(telegram.messages.map(\.text) == [Texts(.en).apology])
            let reasons = try await handler.jobs.deadLetters().map(\.reason)
            #expect(reasons.count == 1 && reasons[0].contains("preferences"))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an answer that Telegram has failed on is not given up for one failure of ours`(
        engine: TestEngine
    ) async throws {
        try await Self.withHandler(on: engine) { telegram, handler in
            telegram.refuseNext(BotRefusal(500, "Internal Server Error"), BotRefusal(502, "Bad Gateway"))
            try await handler.receive(SampleUpdate(id: 1))
            try await handler.drain(times: 2)
            try await handler.database.run("ALTER TABLE members RENAME TO people")
            try await handler.drain(times: 1)
            try await handler.database.run("ALTER TABLE people RENAME TO members")
            try await handler.drain(times: 1)
            #expect(telegram.messages.map { $0.text.prefix(5) } == ["Hello"])
            #expect(try await handler.jobs.deadLetters().isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S1-53 an answer under way at shutdown is given back, however often Telegram has failed on it`(
        engine: TestEngine
    ) async throws {
        try await Self.withHandler(on: engine) { telegram, handler in
            telegram.refuseNext(BotRefusal(500, "Internal Server Error"), BotRefusal(502, "Bad Gateway"))
            try await handler.receive(SampleUpdate(id: 1))
            try await handler.drain(times: 2)
            telegram.hold()
            let shutdown = Task { try await handler.jobs.drain() }
            await telegram.waitForAttempts(3)
            shutdown.cancel()
            _ = await shutdown.result
            #expect(try await handler.jobs.counts().pending == 1)
            telegram.release()
            try await handler.drain(times: 1)
            #expect(telegram.messages.map { $0.text.prefix(5) }.contains("Hello"))
            #expect(try await handler.jobs.deadLetters().isEmpty)
        }
    }

    /// The handler of updates, without workers that run by themselves.
    private struct Handler {
        let database: Database
        let jobs: JobQueue
        let clock: TestClock

        func receive(_ update: SampleUpdate) async throws {
            try await UpdateIntake(inbox: Inbox(in: database, jobs: jobs)).receive(ByteBuffer(string: update.json))
        }

        /// Runs what is due, so many times, and lets an hour pass after each.
        func drain(times: Int) async throws {
            for _ in 1...times {
                try await jobs.drain()
                clock.advance(by: .seconds(3600))
            }
        }
    }

    private static func withHandler(
        on engine: TestEngine,
        _ body: @escaping @Sendable (TelegramDouble, Handler) async throws -> Void
    ) async throws {
        try await TelegramDouble.with { telegram in
            try await engine.withDatabase { database in
                let clock = TestClock()
                try await Context(clock: clock).run {
                    try await Migrator(database: database, sets: [JobQueue.migrations, AtelierSchema.migrations]).up()
                    let settings = try Settings(
                        SettingSources(variables: telegram.settings().merging(["ENVIRONMENT": "development"]) { $1 })
                    )
                    let api = try TelegramAPI(TelegramSettings(settings))
                    let jobs = JobQueue(in: database)
                    let conversation = Conversation.over(database, telegram: api, jobs: jobs)
                    _ = jobs.workers {
                        UpdateHandler(telegram: api, conversation: conversation, jobs: jobs)
                        Apologist(telegram: api)
                    }
                    try await body(telegram, Handler(database: database, jobs: jobs, clock: clock))
                    await api.drain(until: .after(.seconds(5)))
                }
            }
        }
    }
}
