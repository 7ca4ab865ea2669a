import Logging
import Martlet
import MartletTesting
import StandIns
import Testing

/// The stand-in for Telegram on a port of its own, which remembers what the bot said and refuses on demand.
struct TelegramDouble: Sendable {
    /// Where the bot's calls go.
    let address: String

    /// The stand-in itself.
    let standIn: TelegramStandIn

    private let record: Record

    /// What the double remembers.
    private final class Record: Sendable {
        let events = Observed<[ChatEvent]>([])
        let attempts = Observed(0)
        let refusals = Observed<[BotRefusal]>([])
        let standingRefusal = Observed<BotRefusal?>(nil)
        let webhooks = Observed<[RegisteredWebhook?]>([])
        let held = Observed<Set<String>>([])
    }

    /// What Telegram sends with each update.
    static let secret = "the-webhook-secret-0123456789"

    /// The bot's token, as long as real ones are.
    static let token = "1234567890:AAFakeFakeFakeFakeFakeFakeFakeFakeF"

    /// The methods by which the bot says something; what is refused and counted are their calls.
    static let sending: Set = ["sendMessage", "sendPhoto", "sendDocument"]

    /// All methods that jobs call.
    static let all = sending.union([
        "sendChatAction", "editMessageText", "editMessageReplyMarkup", "answerCallbackQuery", "getMe",
    ])

    /// Everything the bot said, in order.
    var messages: [ChatMessage] { events.compactMap(\.sentMessage) }

    /// Everything that happened in the chats, in order.
    var events: [ChatEvent] { record.events.value }

    /// How often the bot tried to say something.
    var attempts: Int { record.attempts.value }

    /// The webhooks that the bot registered, nil for one that it forgot.
    var webhooks: [RegisteredWebhook?] { record.webhooks.value }

    /// Refuses the next messages of the bot; `standIn.spoilNext` does other wrongs, to any call.
    func refuseNext(_ refusals: BotRefusal...) {
        record.refusals.update { $0 += refusals }
    }

    /// Refuses every message of the bot from now on; nil takes them again.
    func refuseAll(_ refusal: BotRefusal?) {
        record.standingRefusal.update { $0 = refusal }
    }

    /// Leaves the bot's messages unanswered until they are released, or the calls of some methods.
    func hold(_ methods: Set<String> = sending) {
        record.held.update { $0 = methods }
    }

    /// Answers what was held, and everything from now on.
    func release() {
        record.held.update { $0 = [] }
    }

    /// Waits until the bot has said so many things.
    @discardableResult
    func waitForMessages(_ count: Int) async -> [ChatMessage] {
        await waitForEvents { $0.compactMap(\.sentMessage).count >= count }.compactMap(\.sentMessage)
    }

    /// Waits until what happened in the chats is as a closure says.
    @discardableResult
    func waitForEvents(_ areEnough: @escaping @Sendable ([ChatEvent]) -> Bool) async -> [ChatEvent] {
        await record.events.wait(until: areEnough)
    }

    /// Waits until the bot has sent or edited a message in a chat so that a closure says yes; returns it.
    @discardableResult
    func waitForMessage(
        in chat: Int64 = 7,
        where isSought: @escaping @Sendable (ChatMessage) -> Bool = { _ in true }
    ) async throws -> ChatMessage {
        let isFound = { @Sendable (event: ChatEvent) in event.chat == chat && event.botMessage.map(isSought) ?? false }
        let events = await waitForEvents { $0.contains(where: isFound) }
        return try #require(events.last(where: isFound)?.botMessage)
    }

    /// Waits until the bot has sent a picture to a chat; returns its message.
    @discardableResult
    func waitForPhoto(in chat: Int64 = 7) async throws -> ChatMessage {
        try await waitForMessage(in: chat) { $0.attachment?.isPhoto ?? false }
    }

    /// Waits until the bot has answered a press.
    @discardableResult
    func waitForAnswer(to press: String) async throws -> ChatAnswer {
        let events = await waitForEvents { $0.contains { $0.answer?.callbackQueryID == press } }
        return try #require(events.compactMap(\.answer).last { $0.callbackQueryID == press })
    }

    /// Delivers what people say and press to the webhook of a bot at an address.
    func deliver(to address: String) throws {
        try standIn.setWebhook("\(address)/telegram/webhook", secret: Secret(Self.secret))
    }

    /// Says something as a person; the bot learns of it where updates are delivered or asked for.
    @discardableResult
    func say(_ text: String, chat: Int64 = 7) throws -> Int64 {
        try standIn.say(text, chat: chat)
    }

    /// Presses the button of a message that says something, as the person of its chat; returns the id of the press.
    @discardableResult
    func press(_ text: String, on message: ChatMessage) throws -> String {
        let button = try #require(message.keyboard?.buttons.first { $0.text.contains(text) }, "no button says \(text)")
        return try standIn.press(#require(button.data), on: message.id, chat: message.chat)
    }

    /// Waits until the bot has tried so often to say something.
    func waitForAttempts(_ count: Int) async {
        await record.attempts.wait { $0 >= count }
    }

    /// Waits until the bot has registered or forgotten a webhook so often.
    @discardableResult
    func waitForWebhooks(_ count: Int) async -> [RegisteredWebhook?] {
        await record.webhooks.wait { $0.count >= count }
    }

    /// The settings with which a bot talks to this double, and to no provider unless they say where one is.
    func settings(_ more: [String: String] = [:]) -> [String: String] {
        [
            "TELEGRAM_TOKEN": Self.token, "TELEGRAM_API_URL": address, "TELEGRAM_MODE": "webhook",
            "TELEGRAM_WEBHOOK_SECRET": Self.secret, "KIE_API_KEY": "no-key", "KIE_API_URL": "http://127.0.0.1:1",
        ].merging(more) { $1 }
    }

    /// Runs a double for the length of a closure.
    static func with(_ body: (TelegramDouble) async throws -> Void) async throws {
        let record = Record()
        let standIn = TelegramStandIn(
            token: Secret(token),
            after: 0,
            taking: { call in
                let isSaying = sending.contains(call.method)
                if isSaying { record.attempts.update { $0 += 1 } }
                await record.held.wait { !$0.contains(call.method) }
                guard isSaying else { return nil }
                let refusal = record.refusals.update { $0.isEmpty ? nil : $0.removeFirst() }
                return (refusal ?? record.standingRefusal.value).map(BotFault.refusal)
            },
            show: { event in record.events.update { $0.append(event) } },
            registered: { webhook in record.webhooks.update { $0.append(webhook) } }
        )
        let server = HTTPServer(HTTPServerConfiguration(port: 0)) { StandInRoutes(standIn) }
        // What the double does belongs into no log.
        var context = Context.current
        context.logger = Logger(label: "telegram", factory: { _ in SwiftLogNoOpLogHandler() })
        try await context.run { try await server.bind() }
        server.ready()
        let address = server.address ?? ""
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            group.addTask { [context] in try await context.run { try await standIn.run() } }
            // The server ends with this scope, whichever way it is left.
            defer { group.cancelAll() }
            try await body(TelegramDouble(address: address, standIn: standIn, record: record))
            record.held.update { $0 = [] }
        }
    }
}

extension ChatEvent {
    /// The bot's message that is new or edited.
    var botMessage: ChatMessage? {
        switch kind {
        case .message(let message) where message.isFromBot: message
        case .edit(let message): message
        case .message, .deletion, .action, .answer: nil
        }
    }

    /// What the bot answers to a press.
    var answer: ChatAnswer? {
        if case .answer(let answer) = kind { answer } else { nil }
    }
}
