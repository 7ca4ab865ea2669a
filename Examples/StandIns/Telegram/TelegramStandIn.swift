public import Martlet
import Synchronization

/// A first cut of a stand-in for Telegram, for development and tests only.
///
/// It takes the bot's calls over HTTP, shows what a person would read, and delivers updates as Telegram does: by the
/// bot's webhook, repeated until it answers 2xx, or by `getUpdates`. Updates wait in memory, at most 1,000.
public final class TelegramStandIn: Sendable {
    /// The token of the bot that it knows.
    public let token: Secret<String>

    private let refusing: @Sendable (BotMessage) async -> BotRefusal?
    private let show: @Sendable (BotMessage) -> Void
    private let registered: @Sendable (RegisteredWebhook?) -> Void
    private let state: Mutex<State>
    private let changes = ChangeSignal()

    private struct State {
        var lastUpdate: Int64
        var pending: [StandInUpdate] = []
        var webhook: Webhook?
    }

    /// Where updates are delivered.
    private struct Webhook: Sendable {
        let client: HTTPClient
        let path: RequestPath
        let secret: Secret<String>
    }

    /// The most updates that wait.
    static let capacity = 1000

    /// Creates a stand-in.
    ///
    /// - Parameters:
    ///   - token: The token of the bot.
    ///   - lastUpdate: The id before the first update's; by default the time in milliseconds, so that a stand-in that
    ///     starts again repeats no id that the bot has stored.
    ///   - refusing: Says which messages of the bot are refused, and how; none by default. The answer waits for it.
    ///   - show: Shows a message that the bot sent; prints it by default.
    ///   - registered: Learns of the webhook that the bot registered, nil when it forgot it.
    public init(
        token: Secret<String> = Secret("1:stand-in-for-development-only"),
        after lastUpdate: Int64 = Context.current.clock.now.microseconds / 1000,
        refusing: @escaping @Sendable (BotMessage) async -> BotRefusal? = { _ in nil },
        show: @escaping @Sendable (BotMessage) -> Void = { $0.printSpeechBubble() },
        registered: @escaping @Sendable (RegisteredWebhook?) -> Void = { _ in }
    ) {
        self.token = token
        state = Mutex(State(lastUpdate: lastUpdate))
        self.refusing = refusing
        self.show = show
        self.registered = registered
    }

    /// Registers a webhook, as the bot itself may do by `setWebhook`; throws when the URL is none.
    public func setWebhook(_ url: String, secret: Secret<String>) throws {
        guard let slash = url.lastIndex(of: "/") else { throw Problem.malformedRequest("A webhook's URL has a path.") }
        let client = try HTTPClient("stand-in", HTTPClientConfiguration(baseURL: String(url[..<slash])))
        let path: RequestPath = "/\(url[url.index(after: slash)...])"
        state.withLock { $0.webhook = Webhook(client: client, path: path, secret: secret) }
        registered(RegisteredWebhook(url: url, secret: secret))
        changes.signal()
    }

    func deleteWebhook() {
        state.withLock { $0.webhook = nil }
        registered(nil)
    }

    /// Sends a text to the bot as a person in a chat of their own; throws a problem when too many updates wait.
    public func say(_ text: String, chat: Int64 = 1) throws {
        try state.withLock { state in
            guard state.pending.count < Self.capacity else {
                throw Problem.unavailable("Too many updates wait already. Try again later.")
            }
            state.lastUpdate += 1
            state.pending.append(StandInUpdate(id: state.lastUpdate, chat: chat, text: text))
        }
        changes.signal()
    }

    /// Takes a message of the bot, or refuses it.
    func take(_ message: BotMessage) async -> BotResult {
        if let refusal = await refusing(message) { return .refused(refusal) }
        show(message)
        return .success(StandInMessage(sending: message))
    }

    /// Returns the updates from an id on, and forgets the earlier ones; nil while a webhook is registered.
    func updates(from offset: Int64) -> [StandInUpdate]? {
        state.withLock { state in
            guard state.webhook == nil else { return nil }
            state.pending.removeAll { $0.id < offset }
            return Array(state.pending.prefix(100))
        }
    }

    /// Waits until an update or a webhook comes, or the time is up.
    func waitForChange(atMost limit: Duration) async {
        try? await withDeadline(limit, of: "stand-in.wait") { [changes] in await changes.next() }
    }
}

extension TelegramStandIn: Component {
    /// Delivers updates to the webhook, one after the other, each until it is taken.
    public func run() async throws {
        while !Task.isCancelled {
            guard let (webhook, update) = nextDelivery else {
                await waitForChange(atMost: .seconds(1))
                continue
            }
            try await RetryPolicy(attempts: nil, backoff: .exponential(from: .milliseconds(500), cap: .seconds(10)))
                .run("stand-in.deliver", classify: { _ in .transient }) { _ in
                    try await deliver(update, to: webhook)
                }
            state.withLock { $0.pending.removeAll { $0.id == update.id } }
        }
    }

    private var nextDelivery: (Webhook, StandInUpdate)? {
        state.withLock { state in
            guard let webhook = state.webhook, let update = state.pending.first else { return nil }
            return (webhook, update)
        }
    }

    private func deliver(_ update: StandInUpdate, to webhook: Webhook) async throws {
        var request = HTTPClient.Request(.post, webhook.path)
        request.headers["X-Telegram-Bot-Api-Secret-Token"] = webhook.secret.reveal()
        try request.setJSON(update)
        guard try await webhook.client.send(request).isSuccess else {
            throw Problem.unavailable("The webhook refused the update.")
        }
    }
}
