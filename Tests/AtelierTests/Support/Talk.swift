@testable import Atelier
import Martlet
import MartletTesting
import StandIns
import Testing

/// A person who talks with the bot, over HTTP in both directions.
struct Talk: Sendable {
    let telegram: TelegramDouble
    let atelier: RunningBackend

    /// The id of the person, and of the chat.
    let person: Int64

    /// Lets the bot run on an engine, with its updates delivered by the stand-in.
    static func with(
        on engine: TestEngine,
        settings: [String: String] = [:],
        deadLetters: Int = 0,
        _ body: @escaping @Sendable (TelegramDouble, RunningBackend) async throws -> Void
    ) async throws {
        try await TelegramDouble.with { telegram in
            try await withBackend(Atelier.self, on: engine, settings: telegram.settings(settings)) { atelier in
                try telegram.deliver(to: atelier.address)
                try await body(telegram, atelier)
                #expect(try await atelier.ledgerFindings() == [])
                #expect(try await atelier.jobs.deadLetters().count == deadLetters)
            }
        }
    }

    /// Brings a person into the chat.
    init(
        _ telegram: TelegramDouble,
        _ atelier: RunningBackend,
        person: Int64 = 7,
        name: String = "Ada",
        username: String? = "ada",
        language: String = "en"
    ) {
        (self.telegram, self.atelier, self.person) = (telegram, atelier, person)
        telegram.standIn.introduce(
            ChatPerson(id: person, firstName: name, username: username, languageCode: language)
        )
    }

    /// What the bot has said to the person.
    var heard: [ChatMessage] { telegram.messages.filter { $0.chat == person } }

    /// Says something and returns what the bot says next.
    func ask(_ text: String) async throws -> ChatMessage {
        let count = heard.count
        try telegram.say(text, chat: person)
        return try await hear(after: count)
    }

    /// Says something and compares what the bot says next.
    func expect(_ text: String, _ answer: String, at location: SourceLocation = #_sourceLocation) async throws {
        let message = try await ask(text)
        #expect(message.text == answer, sourceLocation: location)
    }

    /// Says something and compares how what the bot says next begins, what is in it, and how it ends.
    func expect(
        _ text: String,
        prefix: String = "",
        part: String? = nil,
        suffix: String = "",
        at location: SourceLocation = #_sourceLocation
    ) async throws {
        let answer = try await ask(text).text
        #expect(answer.hasPrefix(prefix) && answer.hasSuffix(suffix), sourceLocation: location)
        if let part { #expect(answer.contains(part), sourceLocation: location) }
    }

    /// Waits for what the bot says after so many things.
    func hear(after count: Int) async throws -> ChatMessage {
        let events = await telegram.waitForEvents { [person] events in
            events.compactMap(\.sentMessage).count { $0.chat == person } > count
        }
        let messages = events.compactMap(\.sentMessage).filter { $0.chat == person }
        try #require(messages.count > count)
        return messages[count]
    }

    /// Presses a button and returns the bot's answer.
    func press(_ label: String, on message: ChatMessage) async throws -> ChatAnswer {
        try await telegram.waitForAnswer(to: telegram.press(label, on: message))
    }

    /// Presses a button that carries anything and returns the bot's answer.
    func press(data: String, on message: ChatMessage) async throws -> ChatAnswer {
        try await telegram.waitForAnswer(to: telegram.standIn.press(data, on: message.id, chat: person))
    }

    /// Waits until a message of the bot is as a closure says, and returns it.
    @discardableResult
    func see(
        _ message: ChatMessage,
        where isSought: @escaping @Sendable (ChatMessage) -> Bool
    ) async throws -> ChatMessage {
        try await telegram.waitForMessage(in: person) { $0.id == message.id && isSought($0) }
    }

    /// What the person has, in kopecks.
    func balance() async throws -> (available: Int64, held: Int64) {
        let balance = try await atelier.balance(ofPerson: person)
        return (balance.available.minor, balance.held.minor)
    }
}

extension RunningBackend {
    /// What a person has.
    func balance(ofPerson person: Int64) async throws -> Balance {
        let store: Statement<Member> = "SELECT \(columns: Member.self) FROM members WHERE telegram_id = \(person)"
        return try await WalletService(database: databases[0]).balance(of: databases[0].run(store))
    }

    /// What the ledger's check finds.
    func ledgerFindings() async throws -> [String] {
        try await WalletService(database: databases[0]).check().findings
    }

    /// How many operations have been booked.
    func operations(_ kind: OperationKind) async throws -> Int {
        try await databases[0].run("SELECT count(*) FROM ledger_operations WHERE kind = \(kind)" as Statement<Int>)
    }
}

extension ChatMessage {
    /// What its buttons say.
    var labels: [String] { keyboard?.buttons.map(\.text) ?? [] }
}
