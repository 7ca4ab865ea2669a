@testable import Atelier
import Martlet
import MartletTesting
import StandIns
import Testing

/// Every press is answered, whatever it carries and whatever happens.
@Suite(.timeLimit(.minutes(10)))
struct PressIntegrationTests {
    private static let notForYou = "This button is not meant for you. /help lists what I can do."

    private static let tooOld = BotFault.refusal(
        BotRefusal(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
    )

    @Test(arguments: TestEngine.allCases)
    func `S0-44 a forged button is answered and has no effect`(engine: TestEngine) async throws {
        try await Talk.with(on: engine) { telegram, atelier in
            let (ada, bob) = try await TransferConversationIntegrationTests.pair(telegram, atelier)
            let question = try await ada.ask("/transfer @bob 10")
            let data = try #require(question.keyboard?.buttons.first?.data)
            for forged in [
                "", "send", "send:1", ":", "::", "a:b:c", String(data.dropLast()), data + "x", "x" + data,
                data.replacing("send", with: "sent"), "cancel" + data.dropFirst(4), String(repeating: "😀", count: 16),
                String(repeating: "x", count: 5000),
            ] {
                let answer = try await ada.press(data: forged, on: question)
                #expect(answer.text == Self.notForYou && answer.isAlert)
            }
            #expect(try await atelier.operations(.transfer) == 0)
            #expect(try await bob.balance() == (10_000, 0))
            #expect(try await ada.press("Send", on: question).text == "Sent.", "the true button still works")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S0-44 a button of somebody else is answered and has no effect`(engine: TestEngine) async throws {
        try await Talk.with(on: engine) { telegram, atelier in
            let (ada, bob) = try await TransferConversationIntegrationTests.pair(telegram, atelier)
            let question = try await ada.ask("/transfer @bob 10")
            let data = try #require(question.keyboard?.buttons.first?.data)
            let own = try await bob.ask("/help")
            #expect(try await bob.press(data: data, on: own).text == Self.notForYou)
            #expect(try await atelier.operations(.transfer) == 0)
            let russian = Talk(telegram, atelier, person: 9, username: nil, language: "ru")
            let help = try await russian.ask("/help")
            let answer = try await russian.press(data: data, on: help)
            #expect(answer.text == "Эта кнопка не для вас. /help перечислит всё, что я умею.")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S0-44 a button that is too old is answered and has no effect`(engine: TestEngine) async throws {
        try await Talk.with(on: engine) { telegram, atelier in
            let (ada, bob) = try await TransferConversationIntegrationTests.pair(telegram, atelier)
            let question = try await ada.ask("/transfer @bob 10")
            atelier.clock.advance(by: .seconds(901))
            let answer = try await ada.press("Send", on: question)
            #expect(answer.text == "This button is too old. Please ask again." && answer.isAlert)
            #expect(try await bob.balance() == (10_000, 0))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a press that Telegram does not let be answered any more has its effect`(engine: TestEngine) async throws {
        try await Talk.with(on: engine) { telegram, atelier in
            let (ada, bob) = try await TransferConversationIntegrationTests.pair(telegram, atelier)
            let question = try await ada.ask("/transfer @bob 10")
            telegram.standIn.spoilNext("answerCallbackQuery", with: Self.tooOld)
            let count = ada.heard.count
            try telegram.press("Send", on: question)
            try await ada.see(question) { $0.text.hasPrefix("10 RUB sent to Bob") }
            try await atelier.jobs.drain()
            #expect(try await bob.balance() == (11_000, 0))
            #expect(ada.heard.count == count, "the message tells what has come of it")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S0-44 what a press that cannot be answered any more comes to is said, where nothing else tells it`(
        engine: TestEngine
    ) async throws {
        try await Talk.with(on: engine) { telegram, atelier in
            let (ada, _) = try await TransferConversationIntegrationTests.pair(telegram, atelier)
            let question = try await ada.ask("/transfer @bob 10")
            telegram.standIn.spoilNext("answerCallbackQuery", with: Self.tooOld, Self.tooOld)
            try telegram.standIn.press("send:forged", on: question.id, chat: ada.person)
            #expect(try await ada.hear(after: 2).text == Self.notForYou)
            let gone = BotFault.refusal(BotRefusal(400, "Bad Request: message to edit not found"))
            telegram.standIn.spoilNext("editMessageText", with: gone)
            try telegram.press("Send", on: question)
            #expect(try await ada.hear(after: 3).text == "Sent.")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `what the press of a button in a group comes to is said to nobody but the person`(
        engine: TestEngine
    ) async throws {
        try await Talk.with(on: engine) { telegram, atelier in
            telegram.standIn.introduce(ChatPerson(id: -100))
            let ada = Talk(telegram, atelier)
            // Telegram knows no such press, and so lets nobody answer it.
            let press = """
                {"update_id":900,"callback_query":{"id":"1","from":{"id":7,"first_name":"Ada"},"data":"send:forged",
                "message":{"message_id":1,"date":1,"chat":{"id":-100,"type":"supergroup","title":"Friends"}}}}
                """
            let taken = try await atelier.client.deliver(body: press)
            #expect(taken.status == 200)
            let heard = try await ada.hear(after: 0)
            #expect(heard.text == Self.notForYou)
            #expect(telegram.messages.count == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a press whose answer fails on the way is handled again, and has its effect once`(
        engine: TestEngine
    ) async throws {
        try await Talk.with(on: engine) { telegram, atelier in
            let (ada, bob) = try await TransferConversationIntegrationTests.pair(telegram, atelier)
            let question = try await ada.ask("/transfer @bob 10")
            telegram.standIn.spoilNext("answerCallbackQuery", with: .page(502))
            telegram.standIn.spoilNext("editMessageText", with: .pageAfterwards(502))
            let press = try telegram.press("Send", on: question)
            _ = try await eventually("an answer and an edited message") {
                try await atelier.jobs.drain()
                atelier.clock.advance(by: .seconds(60))
                return telegram.events.contains { $0.answer?.callbackQueryID == press } ? true : nil
            }
            #expect(try await telegram.waitForAnswer(to: press).text == "Sent.", "there was no other press")
            #expect(try await ada.balance() == (9000, 0))
            #expect(try await bob.balance() == (11_000, 0))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S0-04 a press that cannot be handled is apologised for in its answer, once`(
        engine: TestEngine
    ) async throws {
        try await Talk.with(on: engine, deadLetters: 1) { telegram, atelier in
            let ada = Talk(telegram, atelier, language: "ru")
            let offer = try await ada.ask("/models")
            try await atelier.databases[0].run("DROP TABLE preferences")
            let press = try telegram.press("16:9", on: offer)
            _ = try await eventually("an answer") {
                try await atelier.jobs.drain()
                atelier.clock.advance(by: .seconds(60))
                return telegram.events.contains { $0.answer?.callbackQueryID == press } ? true : nil
            }
            let answer = try await telegram.waitForAnswer(to: press)
            #expect(answer.text == Texts(.ru).apology && answer.isAlert)
            #expect(ada.heard.count == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S0-04 a press that cannot be answered any more is apologised for by a message`(
        engine: TestEngine
    ) async throws {
        try await Talk.with(on: engine, deadLetters: 1) { telegram, atelier in
            let ada = Talk(telegram, atelier)
            let offer = try await ada.ask("/models")
            try await atelier.databases[0].run("DROP TABLE preferences")
            telegram.standIn.spoilNext("answerCallbackQuery", with: Self.tooOld)
            try telegram.press("16:9", on: offer)
            _ = try await eventually("an apology") {
                try await atelier.jobs.drain()
                atelier.clock.advance(by: .seconds(60))
                return ada.heard.count > 1 ? true : nil
            }
            #expect(ada.heard.map(\.text).last == Texts(.en).apology)
        }
    }
}
