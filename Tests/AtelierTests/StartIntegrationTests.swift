@testable import Atelier
import FoundationEssentials
import Martlet
import MartletTesting
import StandIns
import Testing

/// What the service says of itself: its start-up record, its logs, its health.
@Suite(.timeLimit(.minutes(10)))
struct StartIntegrationTests {
    @Test(arguments: TestEngine.allCases)
    func `S0-27 one start-up record says what runs where, with the bot's token masked`(
        engine: TestEngine
    ) async throws {
        try await TelegramDouble.with { telegram in
            try await withBackend(Atelier.self, on: engine, settings: telegram.settings()) { atelier in
                let records = atelier.logs.lines.filter { $0.contains(#""event":"service_started""#) }
                #expect(records.count == 1)
                let record = try #require(records.first)
                for fact in [
                    #""service":"atelier""#, #""version":"0.1.0""#, #""environment":"development""#,
                    #""database":"\#(engine.rawValue):"#, #""bot":"12345678***""#, atelier.address,
                ] {
                    #expect(record.contains(fact), "\(fact) is missing in \(record)")
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S0-26 no configured secret reaches a log, whatever fails`(engine: TestEngine) async throws {
        try await TelegramDouble.with { telegram in
            let settings = telegram.settings(["PUBLIC_URL": "https://atelier.example"])
                .merging(["TELEGRAM_MODE": "webhook"]) { $1 }
            try await withBackend(Atelier.self, on: engine, settings: settings) { atelier in
                await telegram.waitForWebhooks(1)
                telegram.refuseNext(
                    BotRefusal(500, "I know \(TelegramDouble.token) and \(TelegramDouble.secret)"),
                    BotRefusal(403, "Forbidden for \(TelegramDouble.token)")
                )
                for id in 1...3 {
                    try await atelier.client.deliver(SampleUpdate(id: Int64(id), text: TelegramDouble.token))
                    _ = try await atelier.client.deliver(body: "no json", secret: "wrong-\(TelegramDouble.secret)")
                    _ = try await atelier.client.deliver(body: TelegramDouble.secret)
                    try await atelier.jobs.drain()
                }
                await atelier.databases[0].close()
                try await atelier.client.deliver(SampleUpdate(id: 4))
                #expect(!atelier.logs.lines.isEmpty)
                for secret in [TelegramDouble.token, TelegramDouble.secret, String(TelegramDouble.token.dropFirst(11))]
                {
                    #expect(atelier.logs.lines.filter { $0.contains(secret) } == [])
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S1-52 S3-69 health, liveness and readiness answer apart from each other`(engine: TestEngine) async throws {
        try await TelegramDouble.with { telegram in
            try await engine.withDatabaseURL { url in
                let settings = telegram.settings(["DATABASE_URL": url])
                try await withBackend(Atelier.self, on: .sqlite, settings: settings) { atelier in
                    let up = try await atelier.client.send(HTTPClient.Request(.get, "/health"))
                    #expect(up.status == 200)
                    #expect(up.text.contains(#""status":"healthy""#))
                    #expect(try await atelier.client.send(HTTPClient.Request(.get, "/health/live")).status == 200)
                    #expect(try await atelier.client.send(HTTPClient.Request(.get, "/health/ready")).status == 200)

                    await atelier.databases[0].close()
                    atelier.clock.advance(by: .seconds(5))
                    let down = try await atelier.client.send(HTTPClient.Request(.get, "/health"))
                    #expect(down.status == 503)
                    #expect(down.header("content-type") == "application/problem+json")
                    #expect(down.text.contains(#""name":"database","status":"unhealthy""#))
                    #expect(!down.text.contains(url) && !down.text.contains("://"))
                    #expect(try await atelier.client.send(HTTPClient.Request(.get, "/health/live")).status == 200)
                }
            }
        }
    }

    @Test func `S0-36 F-11 an administrator is offered more, and nobody else`() async throws {
        try await TelegramDouble.with { telegram in
            let settings = telegram.settings(["ADMIN_IDS": " 1 , 2,"])
            try await withBackend(Atelier.self, on: .sqlite, settings: settings) { atelier in
                for chat in 1...3 {
                    try await atelier.client.deliver(SampleUpdate(id: Int64(chat), chat: Int64(chat), text: "/help"))
                    try await atelier.jobs.drain()
                }
                let isAdmin = telegram.messages.map { $0.text.contains("/grant") }
                #expect(isAdmin == [true, true, false])
            }
        }
    }

    @Test func `S1-70 development needs nothing: the stand-in takes what a person says and prints the answer`() throws {
        let settings = try Settings(SettingSources(variables: ["ENVIRONMENT": "development"]))
        let service = try Service(Atelier.self, settings: settings)
        #expect(service.assembly.facts.contains(Fact("updates", "stand-in")))
        #expect(settings.misspelt.isEmpty)
    }
}
