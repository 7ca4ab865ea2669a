import Martlet
import MartletTesting
@testable import StandIns
import Testing

/// How updates reach a bot.
@Suite(.timeLimit(.minutes(10)))
struct TelegramDeliveryIntegrationTests {
    private func with(
        clock: any TimeSource = SystemTime(),
        _ body: (TelegramServer, WebhookReceiver, String) async throws -> Void
    ) async throws {
        try await WebhookReceiver.with { receiver, url in
            try await TelegramServer.with(clock: clock) { try await body($0, receiver, url) }
        }
    }

    @Test func `an update is repeated after growing pauses until it is taken, before the next of its chat`()
        async throws
    {
        let clock = TestClock()
        try await with(clock: clock) { telegram, receiver, url in
            receiver.answerNext(500, 404, 302)
            try telegram.standIn.setWebhook(url, secret: Secret("s3cret"))
            try telegram.standIn.say("first")
            try telegram.standIn.say("second")
            for (attempt, pause) in [500, 1000, 2000].enumerated() {
                #expect(await receiver.wait(for: attempt + 1).count == attempt + 1)
                try await clock.waitForSleeper(of: .milliseconds(pause))
                clock.advance(by: .milliseconds(pause))
            }
            let deliveries = await receiver.wait(for: 5)
            #expect(deliveries.map(\.id) == [1, 1, 1, 1, 2])
            #expect(Set(deliveries.map(\.secret)) == ["s3cret"])
        }
    }

    @Test func `the answer of a webhook may carry a call`() async throws {
        try await with { telegram, receiver, url in
            receiver.reply(#"{"method":"SendMessage","chat_id":1,"text":"Hello"}"#)
            try telegram.standIn.setWebhook(url, secret: Secret(""))
            try telegram.standIn.say("/start")
            let events = await telegram.standIn.events(of: 1, after: 1, within: .seconds(30))?.events
            #expect(events?.first?.description.contains(#""text":"Hello""#) == true)
        }
    }

    @Test func `a chat that is slow holds up no other, and there is a bound of chats at a time`() async throws {
        try await with { telegram, receiver, url in
            receiver.hold(chat: 1)
            receiver.hold(chat: 2)
            try telegram.standIn.setWebhook(url, secret: Secret(""), connections: 2)
            try telegram.standIn.say("a", chat: 1)
            try telegram.standIn.say("b", chat: 1)
            _ = await receiver.wait(for: 1)
            try telegram.standIn.say("c", chat: 3)
            #expect(await receiver.wait(for: 2).map(\.chat) == [1, 3])
            try telegram.standIn.say("d", chat: 2)
            #expect(await receiver.wait(for: 3).map(\.chat) == [1, 3, 2])
            try telegram.standIn.say("e", chat: 3)
            receiver.release(chat: 2)
            #expect(await receiver.wait(for: 4).map(\.chat) == [1, 3, 2, 3], "two are not taken at a time any more")
            receiver.release(chat: 1)
            #expect(await receiver.wait(for: 5).map(\.chat) == [1, 3, 2, 3, 1])
        }
    }
}
