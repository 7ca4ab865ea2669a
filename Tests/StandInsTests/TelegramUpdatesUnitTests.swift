import Martlet
import MartletTesting
@testable import StandIns
import Testing

/// What `getUpdates` gives, and how it gets on with webhooks.
struct TelegramUpdatesUnitTests {
    private let bot = TelegramStandIn.quiet()

    private func texts(_ parameters: [String: String] = [:]) async throws -> [String] {
        try await bot.call("getUpdates", parameters).description
            .matches(of: /"text":"([^"]*)"/)
            .map { String($0.output.1) }
    }

    @Test func `updates come from an id on, at most so many, and the earlier ones are forgotten`() async throws {
        for text in ["a", "b", "c"] { try bot.say(text) }
        #expect(try await texts() == ["a", "b", "c"])
        #expect(try await texts(["limit": "2"]) == ["a", "b"])
        #expect(try await texts(["offset": "2"]) == ["b", "c"])
        #expect(try await texts() == ["b", "c"])
    }

    @Test func `a negative offset leaves the last few`() async throws {
        for text in ["a", "b", "c"] { try bot.say(text) }
        #expect(try await texts(["offset": "-2", "limit": "1"]) == ["b"])
        #expect(try await texts() == ["b", "c"])
        #expect(try await texts(["offset": "-9"]) == ["b", "c"])
    }

    @Test func `updates are delivered by webhook or asked for, not both`() async throws {
        try await bot.call("setWebhook", ["url": "http://127.0.0.1:1/hook"])
        let reason =
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        await #expect(throws: BotRefusal(409, "Conflict: \(reason)")) { try await bot.call("getUpdates") }
        try await bot.call("deleteWebhook")
        #expect(try await texts().isEmpty)
    }

    @Test(arguments: [
        "http://127.0.0.1:1/hook", "http://localhost:9999/hook", "https://bot.example/hook",
        "https://bot.example:8443/hook",
    ])
    func `a webhook is where Telegram delivers, or on this machine`(url: String) async throws {
        #expect(try await bot.call("setWebhook", ["url": url], as: Bool.self))
    }

    @Test func `what waits is kept when the webhook changes, unless the bot drops it`() async throws {
        try bot.say("a")
        try await bot.call("setWebhook", ["url": "http://127.0.0.1:1/hook"])
        try await bot.call("setWebhook", ["url": ""])
        #expect(try await texts() == ["a"])
        try await bot.call("deleteWebhook", ["drop_pending_updates": "true"])
        #expect(try await texts().isEmpty)
    }

    @Test func `the webhook is told of with what waits and what went wrong`() async throws {
        let url = "http://127.0.0.1:1/hook"
        let parameters = ["url": url, "max_connections": "500", "allowed_updates": #"["message"]"#]
        try await bot.call("setWebhook", parameters)
        try bot.say("a")
        bot.change { $0.webhook?.note(Problem.unavailable("Wrong response from the webhook: 500")) }
        let info = try await bot.call("getWebhookInfo").description
        for fact in [
            #""url":"\#(url)""#, #""pending_update_count":1"#, #""max_connections":100"#,
            #""last_error_message":"Wrong response from the webhook: 500""#, #""allowed_updates":["message"]"#,
        ] {
            #expect(info.contains(fact))
        }
    }

    @Test func `getUpdates waits for an update`() async throws {
        async let updates = texts(["timeout": "50"])
        _ = try await eventually("it waits") { bot.look { $0.updates.lastPoll == 1 ? true : nil } }
        try bot.say("a")
        #expect(try await updates == ["a"])
    }

    @Test func `getUpdates gives way to another`() async throws {
        async let first = texts(["timeout": "50"])
        _ = try await eventually("it waits") { bot.look { $0.updates.lastPoll == 1 ? true : nil } }
        async let second = texts(["timeout": "50"])
        do {
            Issue.record("the first was answered with \(try await first)")
        } catch let refusal as BotRefusal {
            #expect(refusal.description.hasPrefix("Conflict: terminated by other getUpdates request"))
        }
        try bot.say("a")
        #expect(try await second == ["a"])
    }

    @Test func `getUpdates ends when its time is up`() async throws {
        let clock = TestClock()
        try await Context.still(clock).run {
            async let updates = texts(["timeout": "5"])
            try await clock.waitForSleepers(1)
            clock.advance(by: .seconds(5))
            #expect(try await updates.isEmpty)
        }
    }

    @Test func `only the kinds of updates that the bot wants come`() async throws {
        try await bot.call("getUpdates", ["allowed_updates": #"["callback_query"]"#])
        let id = try bot.say("unheard")
        let press = try bot.press("a:1", on: id)
        let updates = try await bot.call("getUpdates").description
        #expect(updates.hasPrefix(#"[{"update_id":1,"callback_query":{"id":"\#(press)","from":{"id":1,"#))
        #expect(updates.contains(#""data":"a:1""#))
        try await bot.call("getUpdates", ["allowed_updates": "[]"])
        try bot.say("heard")
        #expect(try await texts() == ["unheard", "heard"], "the first is the message of the press")
    }

    @Test func `of each chat the first update goes out, of so many chats at a time`() throws {
        var queue = UpdateQueue(after: 0)
        for chat: Int64 in [1, 1, 2, 3] { queue.add(.message, in: chat, .emptyObject) }
        let first = queue.takeDeliverable(chats: 2)
        #expect(first.map(\.id) == [1, 3] && queue.takeDeliverable(chats: 2).isEmpty)
        queue.end(first[0], isTaken: false)
        #expect(queue.takeDeliverable(chats: 2).map(\.id) == [1], "what was not taken stays in front of its chat")
        queue.end(first[0], isTaken: true)
        queue.end(first[1], isTaken: true)
        #expect(queue.takeDeliverable(chats: 2).map(\.id) == [2, 4])
    }

    @Test func `a stand-in that starts later repeats no id`() throws {
        let clock = TestClock()
        let ids = try (1...2).map { _ in
            clock.advance(by: .seconds(2))
            return try Context.still(clock).run {
                let bot = TelegramStandIn(show: { _ in })
                let message = try bot.say("a")
                return (message, bot.look { $0.updates.pending[0].id }, bot.look { $0.chat(1)?.events[0].number ?? 0 })
            }
        }
        #expect(ids[0].0 < ids[1].0 && ids[0].1 < ids[1].1 && ids[0].2 < ids[1].2)
    }
}
