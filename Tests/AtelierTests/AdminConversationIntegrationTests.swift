@testable import Atelier
import Martlet
import MartletTesting
import StandIns
import Testing

/// What exists for administrators, and for nobody else.
@Suite(.timeLimit(.minutes(10)))
struct AdminConversationIntegrationTests {
    @Test(arguments: TestEngine.allCases)
    func `S0-36 for others the administrators' commands do not exist`(engine: TestEngine) async throws {
        try await Talk.with(on: engine, settings: ["ADMIN_IDS": "8"]) { telegram, atelier in
            let ada = Talk(telegram, atelier)
            for command in [
                "/grant @ada 10", "/grant everyone 10", "/stats", "/pictures @ada", "/refund \(ID<Generation>())",
                "/GRANT @ada 10", "/dance",
            ] {
                let answer = try await ada.ask(command).text
                #expect(answer.hasPrefix("I do not know that command. /help lists what I can do."))
            }
            #expect(try await ada.balance() == (10_000, 0))
            #expect(try await atelier.operations(.grant) == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an administrator gives money, once for an update, and the member is told`(
        engine: TestEngine
    ) async throws {
        try await Talk.with(on: engine, settings: ["ADMIN_IDS": "8"]) { telegram, atelier in
            let (ada, bob) = try await TransferConversationIntegrationTests.pair(telegram, atelier)
            // The answer is lost, so that the update is handled again.
            telegram.standIn.spoilNext("sendMessage", with: .page(502))
            try telegram.say("/grant @ADA 10.50", chat: 8)
            _ = try await eventually("an answer") {
                try await atelier.jobs.drain()
                atelier.clock.advance(by: .seconds(60))
                return bob.heard.count > 1 && ada.heard.count > 1 ? true : nil
            }
            #expect(bob.heard.map(\.text).last == "10.50 RUB given to Ada (@ada).")
            #expect(ada.heard.map(\.text).last == "We have given you 10.50 RUB.")
            try await atelier.jobs.drain()
            #expect(ada.heard.count == 2)
            #expect(try await ada.balance() == (11_050, 0))
            #expect(try await atelier.operations(.grant) == 1)
        }
    }

    @Test(arguments: TestEngine.allCases, ["en", "ru"])
    func `S0-46 an administrator gives every member the same, once for an update, and hears how many they are`(
        engine: TestEngine,
        language: String
    ) async throws {
        try await Talk.with(on: engine, settings: ["ADMIN_IDS": "9"]) { telegram, atelier in
            let (ada, bob) = try await TransferConversationIntegrationTests.pair(telegram, atelier)
            let eve = Talk(telegram, atelier, person: 9, name: "Eve", username: "everyone", language: language)
            _ = try await eve.ask("/start")
            // The answer is lost, so that the update is handled again.
            telegram.standIn.spoilNext("sendMessage", with: .page(502))
            try telegram.say("/grant Everyone 10.50", chat: 9)
            _ = try await eventually("an answer") {
                try await atelier.jobs.drain()
                atelier.clock.advance(by: .seconds(60))
                return eve.heard.count > 1 ? true : nil
            }
            let answer = [
                "en": "10.50 RUB given to everybody: 3 members.", "ru": "Всем начислено по 10,50 ₽: 3 участника.",
            ]
            #expect(eve.heard.map(\.text).last == answer[language])
            for person in [ada, bob, eve] { #expect(try await person.balance() == (11_050, 0)) }
            #expect(try await atelier.operations(.grant) == 1)
            #expect(ada.heard.count == 1, "nobody is told")
            let one = try await eve.ask("/grant @everyone 1").text
            #expect(one.hasPrefix(language == "en" ? "1 RUB given to Eve" : "Начислено: 1 ₽, получатель — Eve"))
            #expect(try await ada.balance() == (11_050, 0))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an administrator's mistakes are answered and have no effect`(engine: TestEngine) async throws {
        try await Talk.with(on: engine, settings: ["ADMIN_IDS": "8"]) { telegram, atelier in
            let (_, bob) = try await TransferConversationIntegrationTests.pair(telegram, atelier)
            let how = "Say to whom and how much: /grant @name 10 or /grant everyone 10"
            for command in ["/grant", "/grant everyone", "/grant everyone 10 now"] {
                try await bob.expect(command, how)
            }
            try await bob.expect("/grant everyone 0", "The amount has to be more than zero.")
            try await bob.expect("/grant everyone ten", prefix: "“ten” is no amount.")
            try await bob.expect("/grant @everyone 10", prefix: "I know nobody called @everyone.")
            try await bob.expect("/grant @nobody 10", prefix: "I know nobody called @nobody.")
            try await bob.expect("/grant @ada 0", "The amount has to be more than zero.")
            try await bob.expect("/grant @ada -5", "The amount has to be more than zero.")
            try await bob.expect("/pictures", "Say whose pictures: /pictures @name")
            try await bob.expect("/pictures @nobody", prefix: "I know nobody called @nobody.")
            try await bob.expect("/pictures @ada", "Ada (@ada): 0 pictures")
            try await bob.expect("/refund", prefix: "Say which picture:")
            try await bob.expect("/refund 17", prefix: "Say which picture:")
            try await bob.expect("/refund \(ID<Generation>())", "There is no such picture.")
            #expect(try await atelier.operations(.grant) == 0)
            try await bob.expect("/help", suffix: "/refund — pay a picture back: /refund and its id")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an administrator sees how business goes`(engine: TestEngine) async throws {
        try await Talk.with(on: engine, settings: ["ADMIN_IDS": "8"]) { telegram, atelier in
            let (_, bob) = try await TransferConversationIntegrationTests.pair(telegram, atelier)
            try await bob.expect(
                "/stats",
                """
                2 members, 0 pictures
                Revenue: 0 RUB. Credits spent, by the provider's price list: 0.00.
                """
            )
        }
    }
}
