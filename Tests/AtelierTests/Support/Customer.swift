import Martlet
import StandIns
import Synchronization
import Testing

/// A person who buys a picture and sends money, and waits for what becomes of it.
struct Customer: Sendable {
    let id: Int64
    let telegram: TelegramDouble

    /// The name that money is sent to.
    var name: String { "buyer_\(id)" }

    /// What the picture shows; nobody else asks for that.
    var prompt: String { "a lighthouse with \(id) windows" }

    /// Says hello, and waits for the answer.
    func come() async throws {
        telegram.standIn.introduce(ChatPerson(id: id, firstName: "Buyer", username: name))
        try telegram.say("/start", chat: id)
        _ = await event { $0.botMessage != nil }
    }

    /// Orders the picture.
    func order() throws {
        try telegram.say("/generate \(prompt)", chat: id)
    }

    /// Waits for the picture, or for the news that the money is back.
    func receive() async {
        _ = await event { $0.botMessage.map { $0.isPicture(of: self) || $0.saysThatMoneyIsBack } ?? false }
    }

    /// Asks to send an amount, and waits for the question whether that is meant.
    func propose(_ kopecks: Int64, to receiver: Customer) async throws -> ChatMessage {
        try telegram.say("/transfer @\(receiver.name) \(Self.amount(kopecks))", chat: id)
        let question = await event { event in
            event.botMessage.map { $0.text.contains(Self.amount(kopecks)) && $0.keyboard != nil } ?? false
        }
        return try #require(question?.botMessage)
    }

    /// Presses `Send` once or twice; tells whether the bot says, each time, that it is sent.
    func confirm(_ question: ChatMessage, times: Int = 1) async throws -> Bool {
        let presses = try (1...times).map { _ in try telegram.press("Send", on: question) }
        var answers: [ChatAnswer] = []
        for press in presses {
            let answer = await event { $0.answer?.callbackQueryID == press }
            answers.append(try #require(answer?.answer))
        }
        #expect(Set(answers.map(\.isAlert)).count == 1, "the presses of one button were answered alike")
        return answers.allSatisfy { !$0.isAlert }
    }

    /// Everything that the bot has said to the customer, edited messages included.
    var heard: [ChatMessage] { telegram.events.filter { $0.chat == id }.compactMap(\.botMessage) }

    /// How many messages show the picture.
    var pictureCount: Int { Set(heard.filter { $0.isPicture(of: self) }.map(\.id)).count }

    /// How the bot writes an amount that is not round.
    private static func amount(_ kopecks: Int64) -> String {
        "\(kopecks / 100)." + (kopecks % 100 < 10 ? "0" : "") + "\(kopecks % 100)"
    }

    /// Waits for something in the customer's chat; each event is looked at once, because there are very many.
    private func event(where isSought: @escaping @Sendable (ChatEvent) -> Bool) async -> ChatEvent? {
        let search = Search()
        await telegram.waitForEvents { [id] events in search.goOn(in: events) { $0.chat == id && isSought($0) } }
        return search.found
    }
}

/// A search through events that grow in number.
private final class Search: Sendable {
    private let state = Mutex<(next: Int, found: ChatEvent?)>((0, nil))

    var found: ChatEvent? { state.withLock(\.found) }

    /// Looks at what is new; tells whether something was found.
    func goOn(in events: [ChatEvent], where isSought: (ChatEvent) -> Bool) -> Bool {
        state.withLock { state in
            if state.found == nil { state.found = events[state.next...].first(where: isSought) }
            state.next = events.count
            return state.found != nil
        }
    }
}

extension ChatMessage {
    /// Whether it shows what a customer asked for.
    func isPicture(of customer: Customer) -> Bool {
        attachment != nil && text.hasPrefix(customer.prompt + "\n")
    }

    /// Whether it tells that there is no picture.
    var saysThatMoneyIsBack: Bool { text.contains("back on your balance") }
}
