@testable import Atelier
import Martlet
import MartletTesting
import StandIns
import Testing

/// Money from person to person, over HTTP in both directions.
@Suite(.timeLimit(.minutes(10)))
struct TransferConversationIntegrationTests {
    @Test(arguments: TestEngine.allCases)
    func `a transfer is confirmed by a button, sent once, and the receiver is told`(engine: TestEngine) async throws {
        try await Talk.with(on: engine) { telegram, atelier in
            let (ada, bob) = try await Self.pair(telegram, atelier)
            let question = try await ada.ask("/transfer @bob 10.50")
            #expect(question.text == "Send 10.50 RUB to Bob (@bob)?")
            #expect(question.labels == ["Send", "Cancel"])
            #expect(try await ada.balance() == (10_000, 0), "nothing moves before it is confirmed")
            #expect(try await ada.press("Send", on: question).text == "Sent.")
            let edited = try await ada.see(question, where: \.isEdited)
            #expect(edited.text == "10.50 RUB sent to Bob (@bob). You have 89.50 RUB.")
            #expect(edited.keyboard == nil)
            #expect(try await bob.hear(after: 1).text == "Ada (@ada) has sent you 10.50 RUB.")
            // The message as it was before, on a slow phone.
            #expect(try await ada.press("Send", on: question).text == "This has been sent already.")
            #expect(try await ada.press("Cancel", on: question).text == "This has been sent already.")
            try await atelier.jobs.drain()
            #expect(try await ada.balance() == (8950, 0))
            #expect(try await bob.balance() == (11_050, 0))
            #expect(bob.heard.count == 2, "the news comes once")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a name is found without its @ and in any case, and a cancelled transfer is never sent`(
        engine: TestEngine
    ) async throws {
        try await Talk.with(on: engine) { telegram, atelier in
            let (ada, bob) = try await Self.pair(telegram, atelier)
            let question = try await ada.ask("/transfer BOB 10")
            let cancelled = try await ada.press("Cancel", on: question)
            #expect(cancelled.text == "Cancelled." && !cancelled.isAlert)
            let edited = try await ada.see(question, where: \.isEdited)
            #expect(edited.text == "Cancelled: 10 RUB to Bob (@bob). Nothing was sent.")
            #expect(edited.keyboard == nil)
            #expect(try await ada.press("Send", on: question).text == "This has been cancelled already.")
            #expect(try await atelier.operations(.transfer) == 0)
            #expect(try await bob.balance() == (10_000, 0))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `F-08 what cannot be sent is answered with why, and has no effect`(engine: TestEngine) async throws {
        let usage = "Say to whom and how much: /transfer @name 10 or /transfer @name 10.50"
        let refusals = [
            ("", usage), ("@bob", usage), ("10", usage), ("@bob 10 20", usage),
            ("@nobody 10", "I know nobody called @nobody. People have to write to me before I know them."),
            ("@ 10", "I know nobody called @. People have to write to me before I know them."),
            ("@ada 10", "That is you yourself."), ("@bob 0", "The amount has to be more than zero."),
            ("@bob 0.00", "The amount has to be more than zero."),
            ("@bob -10", "The amount has to be more than zero."),
            ("@bob 0.001", "“0.001” has parts of a kopeck. Two digits behind the point are the most."),
            ("@bob 100.01", "That is more than you have: 100 RUB."),
            ("@bob 10000000000.01", "That is too much at once: 10000000000 RUB at most."),
            ("@bob 99999999999999999999", "That is too much at once: 10000000000 RUB at most."),
            ("@bob ten", "“ten” is no amount. Write it like 10 or 10.50."),
            ("@bob 1e3", "“1e3” is no amount. Write it like 10 or 10.50."),
            ("@bob ١٠", "“١٠” is no amount. Write it like 10 or 10.50."),
            ("@bob 1.", "“1.” is no amount. Write it like 10 or 10.50."),
        ]
        try await Talk.with(on: engine) { telegram, atelier in
            let (ada, bob) = try await Self.pair(telegram, atelier)
            for (argument, answer) in refusals { try await ada.expect("/transfer \(argument)", answer) }
            #expect(try await ada.balance() == (10_000, 0))
            #expect(try await bob.balance() == (10_000, 0))
            #expect(bob.heard.count == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a transfer that the balance does not cover any more is refused, and can be sent later`(
        engine: TestEngine
    ) async throws {
        try await Talk.with(on: engine) { telegram, atelier in
            let (ada, bob) = try await Self.pair(telegram, atelier)
            let first = try await ada.ask("/transfer @bob 60")
            let second = try await ada.ask("/transfer @bob 60")
            #expect(try await ada.press("Send", on: first).text == "Sent.")
            let refusal = try await ada.press("Send", on: second)
            #expect(refusal.text == "That is more than you have: 40 RUB." && refusal.isAlert)
            #expect(try await ada.balance() == (4000, 0))
            let back = try await bob.ask("/transfer @ada 60")
            #expect(try await bob.press("Send", on: back).text == "Sent.")
            #expect(try await ada.press("Send", on: second).text == "Sent.")
            #expect(try await ada.balance() == (4000, 0))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S0-30 twenty presses of one button at once move the money once`(engine: TestEngine) async throws {
        try await Talk.with(on: engine) { telegram, atelier in
            let (ada, bob) = try await Self.pair(telegram, atelier)
            let question = try await ada.ask("/transfer @bob 10")
            var presses: [String] = []
            for _ in 1...20 { presses.append(try telegram.press("Send", on: question)) }
            var answers: [String?] = []
            for press in presses { answers.append(try await telegram.waitForAnswer(to: press).text) }
            #expect(answers.count { $0 == "Sent." } == 1)
            #expect(answers.count { $0 == "This has been sent already." } == 19)
            #expect(try await ada.balance() == (9000, 0))
            #expect(try await bob.balance() == (11_000, 0))
            try await atelier.jobs.drain()
            #expect(bob.heard.count == 2)
        }
    }

    /// Two people who have said hello.
    static func pair(_ telegram: TelegramDouble, _ atelier: RunningBackend) async throws -> (ada: Talk, bob: Talk) {
        let ada = Talk(telegram, atelier)
        let bob = Talk(telegram, atelier, person: 8, name: "Bob", username: "Bob")
        for person in [ada, bob] { _ = try await person.ask("/start") }
        return (ada, bob)
    }
}
