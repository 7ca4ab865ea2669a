@testable import Atelier
import Martlet
import MartletTesting
import StandIns
import Testing

/// What the webhook takes and refuses.
@Suite(.timeLimit(.minutes(10)))
struct WebhookIntegrationTests {
    @Test(arguments: TestEngine.allCases)
    func `S0-39 S4-156 S4-158 an update is answered 200 ok, and the bot says hello`(engine: TestEngine) async throws {
        try await TelegramDouble.with { telegram in
            try await withBackend(Atelier.self, on: engine, settings: telegram.settings()) { atelier in
                let response = try await atelier.client.deliver(SampleUpdate(id: 1))
                #expect(response.status == 200)
                #expect(response.text == "ok")
                #expect(response.header("content-type")?.hasPrefix("text/plain") == true)
                try await atelier.jobs.drain()
                let message = try #require(telegram.messages.first)
                #expect(message.chat == 7)
                #expect(message.text.hasPrefix("Hello, Ada! I am Atelier and paint what you describe."))
            }
        }
    }

    @Test(arguments: [
        ("/start", "Hello, Ada! I am Atelier and paint what you describe."),
        ("/help", "What I can do:\n/start — say hello\n"),
        ("paint me a lamp", "To have a picture painted, write /generate and what it shows. /help lists what I can do."),
    ])
    func `every text is answered`(text: String, answer: String) async throws {
        try await TelegramDouble.with { telegram in
            try await withBackend(Atelier.self, on: .sqlite, settings: telegram.settings()) { atelier in
                try await atelier.client.deliver(SampleUpdate(id: 1, text: text))
                try await atelier.jobs.drain()
                #expect(telegram.messages.count == 1)
                #expect(telegram.messages.first?.text.hasPrefix(answer) == true)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `F-05 a wrong or missing secret is 401 and has no effect`(engine: TestEngine) async throws {
        try await TelegramDouble.with { telegram in
            try await withBackend(Atelier.self, on: engine, settings: telegram.settings()) { atelier in
                for secret in [nil, "", "the-webhook-secret-012345678", "the-webhook-secret-0123456789x"] {
                    let response = try await atelier.client.deliver(body: SampleUpdate(id: 1).json, secret: secret)
                    #expect(response.status == 401)
                    #expect(response.header("content-type") == "application/problem+json")
                }
                let counts = try await atelier.jobs.counts()
                #expect(counts.unfinished == 0)
                try await atelier.client.deliver(SampleUpdate(id: 1))
                try await atelier.jobs.drain()
                #expect(telegram.messages.count == 1, "the same update counts once it comes with its secret")
            }
        }
    }

    @Test(arguments: [
        "", "no json", "[]", "\"update\"", "{}", #"{"update_id": "one"}"#, #"{"update_id": 1.5}"#,
        #"{"update_id": null}"#, #"{"update_id": 1"#, #"{"message": {}}"#, "{\"update_id\": 1}\u{0}",
    ])
    func `F-05 a body that is no JSON object with an update_id is 400 and counted`(body: String) async throws {
        try await TelegramDouble.with { telegram in
            try await withBackend(Atelier.self, on: .sqlite, settings: telegram.settings()) { atelier in
                let response = try await atelier.client.deliver(body: body)
                #expect(response.status == 400)
                #expect(response.header("content-type") == "application/problem+json")
                #expect(response.text.contains("An update is a JSON object with an update_id."))
                let metrics = String(decoding: atelier.metrics.render(), as: UTF8.self)
                #expect(metrics.contains("\ntelegram_updates_refused_total 1\n"))
            }
        }
    }

    @Test func `F-05 a body over one MiB is refused with 413 before it is sent`() async throws {
        try await TelegramDouble.with { telegram in
            try await withBackend(Atelier.self, on: .sqlite, settings: telegram.settings()) { atelier in
                let status = try await RawRequest.status(
                    of: """
                        POST /telegram/webhook HTTP/1.1\r
                        Host: atelier\r
                        Content-Type: application/json\r
                        X-Telegram-Bot-Api-Secret-Token: \(TelegramDouble.secret)\r
                        Content-Length: \((1 << 20) + 1)\r
                        \r
                        {"update_id": 1
                        """,
                    at: atelier.address
                )
                #expect(status == 413)
                let filler = String(repeating: "x", count: (1 << 20) - 30)
                let largest = #"{"update_id": 2, "filler": "\#(filler)"}"#
                #expect(largest.utf8.count == 1 << 20)
                #expect(try await atelier.client.deliver(body: largest).status == 200)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an update of an unknown kind is taken and logged once`(engine: TestEngine) async throws {
        try await TelegramDouble.with { telegram in
            try await withBackend(Atelier.self, on: engine, settings: telegram.settings()) { atelier in
                let body = #"{"update_id": 3, "purchased_paid_media": {"from": {"id": 7}, "paid_media_payload": "x"}}"#
                let response = try await atelier.client.deliver(body: body)
                #expect(response.status == 200)
                try await atelier.jobs.drain()
                #expect(atelier.logs.lines.count { $0.contains(#""event":"update_ignored""#) } == 1)
                #expect(telegram.attempts == 0)
                let counts = try await atelier.jobs.counts()
                #expect(counts.dead == 0 && counts.unfinished == 0)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S0-18 S0-19 fifty copies of an update at once have one effect`(engine: TestEngine) async throws {
        try await TelegramDouble.with { telegram in
            try await withBackend(Atelier.self, on: engine, settings: telegram.settings()) { atelier in
                let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                    for _ in 0..<50 {
                        group.addTask { try await atelier.client.deliver(SampleUpdate(id: 9)).status }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                #expect(statuses == Array(repeating: 200, count: 50))
                try await atelier.jobs.drain()
                #expect(telegram.messages.count == 1)
                #expect(atelier.logs.lines.count { $0.contains(#""event":"inbox_duplicate""#) } == 49)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S0-18 an update that is posted twice is run once, and the second one is logged at DEBUG with its id`(
        engine: TestEngine
    ) async throws {
        try await TelegramDouble.with { telegram in
            try await withBackend(Atelier.self, on: engine, settings: telegram.settings()) { atelier in
                for _ in 1...2 {
                    #expect(try await atelier.client.deliver(SampleUpdate(id: 4711)).status == 200)
                    try await atelier.jobs.drain()
                }
                #expect(telegram.messages.count == 1)
                let jobs = atelier.logs.lines.filter { $0.contains(#""event":"job_finished""#) }
                #expect(jobs.count == 1)
                let repeats = atelier.logs.lines.filter { $0.contains(#""event":"inbox_duplicate""#) }
                #expect(repeats.count == 1)
                #expect(repeats.first?.contains(#""level":"DEBUG""#) == true)
                #expect(repeats.first?.contains(#""event_id":"4711""#) == true)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S0-18 an update that comes again after a restart has no second effect`(engine: TestEngine) async throws {
        try await TelegramDouble.with { telegram in
            try await engine.withDatabaseURL { url in
                for _ in 1...2 {
                    let settings = telegram.settings(["DATABASE_URL": url])
                    try await withBackend(Atelier.self, on: .sqlite, settings: settings) { atelier in
                        #expect(try await atelier.client.deliver(SampleUpdate(id: 9)).status == 200)
                        try await atelier.jobs.drain()
                    }
                }
                #expect(telegram.messages.count == 1)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `F-03 while the storage is gone an update is answered with 503, and not lost when it comes again`(
        engine: TestEngine
    ) async throws {
        try await TelegramDouble.with { telegram in
            try await engine.withDatabaseURL { url in
                let settings = telegram.settings(["DATABASE_URL": url])
                try await withBackend(Atelier.self, on: .sqlite, settings: settings) { atelier in
                    await atelier.databases[0].close()
                    let response = try await atelier.client.deliver(SampleUpdate(id: 9))
                    #expect(response.status == 503)
                    #expect(response.header("content-type") == "application/problem+json")
                    #expect(!response.text.contains(url), "the answer tells nothing from inside")
                }
                try await withBackend(Atelier.self, on: .sqlite, settings: settings) { atelier in
                    #expect(try await atelier.client.deliver(SampleUpdate(id: 9)).status == 200)
                    try await atelier.jobs.drain()
                }
                #expect(telegram.messages.count == 1)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S0-39 S0-41 the webhook answers while every worker is blocked`(engine: TestEngine) async throws {
        try await TelegramDouble.with { telegram in
            try await withBackend(Atelier.self, on: engine, settings: telegram.settings()) { atelier in
                telegram.hold()
                for id in 1...16 { try await atelier.client.deliver(SampleUpdate(id: Int64(id), chat: Int64(id))) }
                await telegram.waitForAttempts(16)
                let response = try await atelier.client.deliver(SampleUpdate(id: 17, chat: 17))
                #expect(response.status == 200 && response.text == "ok")
                #expect(telegram.messages.isEmpty)
                telegram.release()
                try await atelier.jobs.drain()
                #expect(Set(telegram.messages.map(\.chat)) == Set(1...17))
            }
        }
    }
}
