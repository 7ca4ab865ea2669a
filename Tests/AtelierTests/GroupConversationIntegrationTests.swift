@testable import Atelier
import Martlet
import MartletTesting
import StandIns
import Testing

/// What the bot does and says where others listen.
@Suite(.timeLimit(.minutes(10)))
struct GroupConversationIntegrationTests {
    @Test(arguments: TestEngine.allCases)
    func `in a group nobody hears how much a member has`(engine: TestEngine) async throws {
        let settings = ["WELCOME_BALANCE": "1000"]
        try await PictureConversationIntegrationTests.withPainter(on: engine, settings: settings) {
            telegram,
            atelier,
            painter in
            let group = Talk(telegram, atelier, person: -100, name: "Friends", username: nil)
            try await Self.say("/start", 1, to: atelier)
            try await Self.say("/start", 2, to: atelier)
            try await Self.say("/generate a red bird", 3, to: atelier)
            let progress = try await group.hear(after: 2)
            #expect(progress.text == "Z-Image is about to paint. 9 RUB are set aside.")
            _ = try await painter.paint(1, for: group)
            try await group.see(progress) { $0.text == "Ready. 9 RUB taken." }
            let count = group.heard.count
            try await Self.say("/generate a blue bird", 4, to: atelier)
            #expect(try await group.hear(after: count).text == "That is more than you have.")
            #expect(group.heard[0].text.hasSuffix("\n\nWelcome! A present from us is on your balance."))
            #expect(group.heard[1].text.hasSuffix("\n\n/help lists what I can do."))
            let ada = Talk(telegram, atelier)
            #expect(try await ada.balance() == (100, 0))
            for text in group.heard.map(\.text) { #expect(!text.contains("1 RUB") && !text.contains("10 RUB")) }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `in a group a command for another bot is left to that one, and costs nothing`(
        engine: TestEngine
    ) async throws {
        try await Talk.with(on: engine) { telegram, atelier in
            let group = Talk(telegram, atelier, person: -100, name: "Friends", username: nil)
            for (number, text) in ["/generate@OtherBot a cat", "/help@OtherBot", "/help@"].enumerated() {
                try await Self.say(text, Int64(number), to: atelier)
            }
            #expect(group.heard.isEmpty)
            try await Self.say("/help@ATELIERbot", 10, to: atelier)
            #expect(try await group.hear(after: 0).text.hasPrefix("What I can do:"))
            #expect(try await atelier.operations(.hold) == 0)
            // In a chat of two nobody else reads it.
            try await Talk(telegram, atelier).expect("/help@OtherBot", prefix: "What I can do:")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a command with a name behind it waits until the bot knows its own`(engine: TestEngine) async throws {
        try await Talk.with(on: engine) { telegram, atelier in
            let group = Talk(telegram, atelier, person: -100, name: "Friends", username: nil)
            telegram.standIn.spoilNext("getMe", with: .refusal(BotRefusal(500, "Internal Server Error")))
            try await Self.say("/help@AtelierBot", 1, to: atelier)
            _ = try await eventually("the answer") {
                try await atelier.jobs.drain()
                atelier.clock.advance(by: .seconds(1))
                return group.heard.isEmpty ? nil : true
            }
            #expect(group.heard.count == 1)
        }
    }

    /// Says something in the group, as Ada.
    private static func say(_ text: String, _ number: Int64, to atelier: RunningBackend) async throws {
        let update = """
            {"update_id":\(9_000_000 + number),"message":{"message_id":\(number + 1),"date":1,
            "from":{"id":7,"is_bot":false,"first_name":"Ada","language_code":"en"},
            "chat":{"id":-100,"type":"supergroup","title":"Friends"},"text":"\(text)"}}
            """
        let status = try await atelier.client.deliver(body: update).status
        #expect(status == 200)
        try await atelier.jobs.drain()
    }
}
