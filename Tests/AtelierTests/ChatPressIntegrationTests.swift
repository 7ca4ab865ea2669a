@testable import Atelier
import MartletTesting
import StandIns
import Testing

/// A person in the stand-in for Telegram and the bot, in both directions over HTTP.
@Suite(.timeLimit(.minutes(10)))
struct ChatPressIntegrationTests {
    @Test func `what a person says and presses comes by webhook, and the answers arrive`() async throws {
        try await TelegramDouble.with { telegram in
            try await withBackend(Atelier.self, on: .sqlite, settings: telegram.settings()) { atelier in
                try telegram.deliver(to: atelier.address)
                telegram.standIn.introduce(ChatPerson(id: 7, firstName: "Grace", languageCode: "en"))
                try telegram.say("/start")
                try await telegram.waitForMessage { $0.text.contains("Grace") }
                try telegram.say("/generate")
                let offer = try await telegram.waitForMessage { $0.keyboard != nil }
                let press = try telegram.press("16:9", on: offer)
                try await telegram.waitForAnswer(to: press)
                let edited = try await telegram.waitForMessage { $0.isEdited }
                #expect(edited.id == offer.id)
            }
        }
    }
}
