@testable import Atelier
import Martlet
import MartletTesting
import StandIns
import Testing

/// Pictures as people see them come, over HTTP in both directions on every side.
@Suite(.timeLimit(.minutes(10)))
struct PictureConversationIntegrationTests {
    @Test(arguments: TestEngine.allCases)
    func `a picture is asked for, painted, paid, asked for again and shown again`(engine: TestEngine) async throws {
        try await Self.withPainter(on: engine) { telegram, atelier, painter in
            let ada = Talk(telegram, atelier)
            let prompt = "<b>a red bird</b> over the sea; DROP  TABLE lamps"
            _ = try await ada.ask("/start")
            let progress = try await ada.ask("/generate \(prompt)")
            #expect(progress.text == "Z-Image is about to paint. 9 RUB are set aside.")
            try await ada.expect("/balance", "You have 91 RUB.\nSet aside for pictures being painted: 9 RUB.")
            let picture = try await painter.paint(1, for: ada)
            #expect(picture.text.hasPrefix("\(prompt)\n"))
            #expect(picture.labels == ["Again", "Model and format"])
            try await ada.see(progress) { $0.text == "Ready. 9 RUB taken, 91 RUB left." }

            // Again, with another model; a second press of the same button makes no third picture.
            let offer = try await Self.offer(of: ada, by: picture)
            #expect(offer.labels.contains("✓ Z-Image · 9 RUB"))
            #expect(try await ada.press("Imagen 4 Fast", on: offer).text == "Noted.")
            let count = ada.heard.count
            #expect(try await ada.press("Again", on: picture).text == "A new picture is on its way.")
            #expect(try await ada.hear(after: count).text == "Imagen 4 Fast is about to paint. 19 RUB are set aside.")
            let second = try await painter.paint(2, for: ada)
            #expect(second.text.hasPrefix("\(prompt)\nImagen 4 Fast"))
            let old = try await ada.press("Again", on: picture).text
            #expect(old == "This button has made its picture already. The new one has a button of its own.")
            #expect(try await ada.balance() == (7200, 0))

            let history = try await ada.ask("/history")
            #expect(history.text.hasPrefix("Your last 2 pictures:\n\n1. \(prompt)\ndelivered · 19 RUB · "))
            #expect(history.labels == ["🖼 1", "🖼 2"])
            let shown = ada.heard.count
            #expect(try await ada.press("🖼 2", on: history).text == nil)
            let again = try await ada.hear(after: shown)
            #expect(again.text == picture.text && again.attachment?.fileID == picture.attachment?.fileID)
            #expect(again.labels == ["Again", "Model and format"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a picture of the past that Telegram does not keep any more is missed with words`(
        engine: TestEngine
    ) async throws {
        try await Self.withPainter(on: engine) { telegram, atelier, painter in
            let ada = Talk(telegram, atelier)
            _ = try await ada.ask("/generate a red bird")
            _ = try await painter.paint(1, for: ada)
            let history = try await ada.ask("/history")
            let unknown = BotFault.refusal(BotRefusal(400, "Bad Request: wrong file identifier/HTTP URL specified"))
            telegram.standIn.spoilNext("sendPhoto", with: unknown)
            telegram.standIn.spoilNext("sendDocument", with: unknown)
            let count = ada.heard.count
            #expect(try await ada.press("🖼 1", on: history).text == nil)
            let words = try await ada.hear(after: count)
            #expect(words.text == "This picture is not kept any more. The button below paints a new one.")
            #expect(words.labels == ["Again", "Model and format"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a picture in Russian`(engine: TestEngine) async throws {
        try await Self.withPainter(on: engine) { telegram, atelier, painter in
            let ada = Talk(telegram, atelier, name: "Ада", language: "ru")
            _ = try await ada.ask("/start")
            let progress = try await ada.ask("/generate красная птица")
            #expect(progress.text == "Z-Image скоро начнёт рисовать. Отложено: 9 ₽.")
            let picture = try await painter.paint(1, for: ada)
            #expect(picture.text.hasPrefix("красная птица\n"))
            #expect(picture.labels == ["Ещё раз", "Модель и формат"])
            try await ada.see(progress) { $0.text == "Готово. Списано: 9 ₽, осталось: 91 ₽." }
            try await ada.expect(
                "/history",
                prefix: "Вот что было в последнее время — 1 картинка:\n\n1. красная птица\nдоставлена"
            )
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a picture of somebody else is neither shown nor painted again`(engine: TestEngine) async throws {
        try await Self.withPainter(on: engine) { telegram, atelier, painter in
            let ada = Talk(telegram, atelier)
            let bob = Talk(telegram, atelier, person: 8, name: "Bob", username: nil)
            _ = try await ada.ask("/generate a red bird")
            let picture = try await painter.paint(1, for: ada)
            let own = try await bob.ask("/start")
            for button in picture.keyboard?.buttons ?? [] {
                let answer = try await bob.press(data: #require(button.data), on: own)
                #expect(answer.text?.hasPrefix("This button is not meant for you.") == true)
            }
            #expect(try await bob.balance() == (10_000, 0))
            #expect(try await atelier.operations(.hold) == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `presses of Again at once make one picture`(engine: TestEngine) async throws {
        try await Self.withPainter(on: engine) { telegram, atelier, painter in
            let ada = Talk(telegram, atelier)
            _ = try await ada.ask("/generate a red bird")
            let picture = try await painter.paint(1, for: ada)
            // The new picture is not ordered before its first word is said.
            telegram.hold(["sendMessage"])
            var presses: [String] = []
            for _ in 1...10 { presses.append(try telegram.press("Again", on: picture)) }
            var notices: [String?] = []
            for press in presses { notices.append(try await telegram.waitForAnswer(to: press).text) }
            #expect(notices.count { $0 == "A new picture is on its way." } == 1)
            #expect(notices.count { $0 == "This button has been pressed already: its picture is being made." } == 9)
            telegram.release()
            #expect(try await atelier.operations(.hold) == 2)
            #expect(try await ada.balance() == (8200, 900))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an administrator pays a picture back once, and the member is told`(engine: TestEngine) async throws {
        try await Self.withPainter(on: engine, settings: ["ADMIN_IDS": "8"]) { telegram, atelier, painter in
            let ada = Talk(telegram, atelier)
            let bob = Talk(telegram, atelier, person: 8, name: "Bob", username: "bob")
            _ = try await ada.ask("/generate a red bird")
            _ = try await painter.paint(1, for: ada)
            let count = ada.heard.count
            _ = try await bob.ask("/start")
            let list = try await bob.ask("/pictures @ada").text
            #expect(list.hasPrefix("Ada (@ada): 1 picture\n\n1. a red bird\ndelivered · 9 RUB · "))
            let refund = try #require(list.split(separator: "\n").last).description
            #expect(refund.hasPrefix("/refund "))
            try await bob.expect(refund, "9 RUB paid back.")
            let news = try await ada.hear(after: count)
            #expect(news.text == "We have paid you back 9 RUB for a picture.")
            try await bob.expect(refund, "There is nothing to pay back: paid back.")
            try await bob.expect("/pictures @ada", part: "\npaid back · 9 RUB · ")
            try await atelier.jobs.drain()
            #expect(ada.heard.count == count + 1)
            #expect(try await ada.balance() == (10_000, 0))
            try await bob.expect("/stats", part: "2 members, 1 picture\npaid back: 1\nRevenue: 0 RUB.")
        }
    }

    /// Opens the choice by the button under a picture.
    private static func offer(of talk: Talk, by picture: ChatMessage) async throws -> ChatMessage {
        let count = talk.heard.count
        #expect(try await talk.press("Model and format", on: picture).text == nil)
        return try await talk.hear(after: count)
    }

    /// What makes time pass, for the bot and for the provider.
    struct Painter: Sendable {
        let clock: TestClock
        let atelier: RunningBackend

        /// Lets time pass until a person has got so many pictures, and returns the last one.
        func paint(_ count: Int, for talk: Talk) async throws -> ChatMessage {
            try await eventually("a picture") {
                try await atelier.jobs.drain()
                clock.advance(by: .milliseconds(2500))
                atelier.clock.advance(by: .milliseconds(2500))
                return talk.heard.filter { $0.attachment != nil }.dropFirst(count - 1).first
            }
        }
    }

    /// Lets a bot run with a provider whose time passes when it is told to.
    static func withPainter(
        on engine: TestEngine,
        settings: [String: String] = [:],
        _ body: @escaping @Sendable (TelegramDouble, RunningBackend, Painter) async throws -> Void
    ) async throws {
        try await ProviderDouble.with { provider in
            let (clock, key, address) = (provider.clock, provider.standIn.key.reveal(), provider.address)
            // The bot and the stand-in for Telegram keep their own time.
            try await Context(clock: SystemTime()).run {
                let all = ["KIE_API_KEY": key, "KIE_API_URL": address].merging(settings) { $1 }
                try await Talk.with(on: engine, settings: all) { telegram, atelier in
                    try await body(telegram, atelier, Painter(clock: clock, atelier: atelier))
                }
            }
        }
    }
}
