@testable import Atelier
import Martlet
import MartletTesting
import StandIns
import Testing

/// Where updates come from: polling, a registered webhook, or whoever posts them.
@Suite(.timeLimit(.minutes(10)))
struct UpdateSourcesIntegrationTests {
    @Test(arguments: TestEngine.allCases)
    func `with a token alone updates are polled into the same inbox`(engine: TestEngine) async throws {
        try await TelegramDouble.with { telegram in
            var settings = telegram.settings()
            settings["TELEGRAM_MODE"] = nil
            try await withBackend(Atelier.self, on: engine, settings: settings) { atelier in
                await telegram.waitForWebhooks(1)
                #expect(telegram.webhooks.count == 1 && telegram.webhooks[0] == nil, "a webhook would forbid polling")
                try telegram.standIn.say("/start", chat: 3)
                try telegram.standIn.say("/help", chat: 3)
                let messages = await telegram.waitForMessages(2)
                #expect(messages.first?.text.hasPrefix("Hello, Ada! I am Atelier and paint what you describe.") == true)
                #expect(messages.last?.text.hasPrefix("What I can do:") == true)
                // What was polled has been stored under its id: by webhook it is a repetition.
                #expect(try await atelier.client.deliver(SampleUpdate(id: 1, chat: 3)).status == 200)
                try await atelier.jobs.drain()
                #expect(telegram.messages.count == 2)
            }
        }
    }

    @Test func `an update that cannot be stored is polled again`() async throws {
        try await TelegramDouble.with { telegram in
            let settings = telegram.settings(["TELEGRAM_MODE": "polling"])
            try await TestEngine.sqlite.withDatabaseURL { url in
                let settings = settings.merging(["DATABASE_URL": url]) { $1 }
                try await withBackend(Atelier.self, on: .sqlite, settings: settings) { atelier in
                    await telegram.waitForWebhooks(1)
                    await atelier.databases[0].close()
                    try telegram.standIn.say("/start", chat: 3)
                    try await atelier.clock.waitForSleepers(1)
                }
                try await withBackend(Atelier.self, on: .sqlite, settings: settings) { _ in
                    await telegram.waitForMessages(1)
                }
                #expect(telegram.messages.count == 1)
            }
        }
    }

    @Test func `PUBLIC_URL registers the webhook with its secret`() async throws {
        try await TelegramDouble.with { telegram in
            var settings = telegram.settings(["PUBLIC_URL": "https://atelier.example/"])
            settings["TELEGRAM_MODE"] = nil
            try await withBackend(Atelier.self, on: .sqlite, settings: settings) { _ in
                let webhook = await telegram.waitForWebhooks(1).first
                #expect(webhook??.url == "https://atelier.example/telegram/webhook")
                #expect(webhook??.secret.reveal() == TelegramDouble.secret)
            }
        }
    }

    @Test func `TELEGRAM_MODE=webhook without PUBLIC_URL registers nothing and takes updates`() async throws {
        try await TelegramDouble.with { telegram in
            try await withBackend(Atelier.self, on: .sqlite, settings: telegram.settings()) { atelier in
                try await atelier.client.deliver(SampleUpdate(id: 1))
                try await atelier.jobs.drain()
                #expect(telegram.messages.count == 1)
                #expect(telegram.webhooks.isEmpty)
            }
            #expect(telegram.webhooks.isEmpty)
        }
    }

    @Test func `without a configured secret an update needs one all the same`() async throws {
        try await TelegramDouble.with { telegram in
            var settings = telegram.settings(["PUBLIC_URL": "https://atelier.example"])
            settings["TELEGRAM_WEBHOOK_SECRET"] = nil
            try await withBackend(Atelier.self, on: .sqlite, settings: settings) { atelier in
                let webhook = await telegram.waitForWebhooks(1).first
                let made = try #require(webhook??.secret)
                #expect(made.reveal().count >= 32)
                let body = SampleUpdate(id: 1).json
                #expect(try await atelier.client.deliver(body: body, secret: "").status == 401)
                #expect(try await atelier.client.deliver(body: body, secret: nil).status == 401)
                #expect(try await atelier.client.deliver(body: body, secret: made.reveal()).status == 200)
            }
        }
    }
}
