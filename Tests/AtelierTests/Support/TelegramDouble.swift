import Logging
import Martlet
import MartletTesting
import StandIns

/// The stand-in for Telegram on a port of its own, which remembers what the bot said and refuses on demand.
struct TelegramDouble: Sendable {
    /// Where the bot's calls go.
    let address: String

    /// The stand-in itself.
    let standIn: TelegramStandIn

    private let record: Record

    /// What the double remembers.
    private final class Record: Sendable {
        let messages = Observed<[BotMessage]>([])
        let attempts = Observed(0)
        let refusals = Observed<[BotRefusal]>([])
        let standingRefusal = Observed<BotRefusal?>(nil)
        let webhooks = Observed<[RegisteredWebhook?]>([])
        let isHeld = Observed(false)
    }

    /// What Telegram sends with each update.
    static let secret = "the-webhook-secret-0123456789"

    /// The bot's token, as long as real ones are.
    static let token = "1234567890:AAFakeFakeFakeFakeFakeFakeFakeFakeF"

    /// Everything the bot said, in order.
    var messages: [BotMessage] { record.messages.value }

    /// How often the bot tried to say something.
    var attempts: Int { record.attempts.value }

    /// The webhooks that the bot registered, nil for one that it forgot.
    var webhooks: [RegisteredWebhook?] { record.webhooks.value }

    /// Refuses the next messages of the bot.
    func refuseNext(_ refusals: BotRefusal...) {
        record.refusals.update { $0 += refusals }
    }

    /// Refuses every message of the bot from now on; nil takes them again.
    func refuseAll(_ refusal: BotRefusal?) {
        record.standingRefusal.update { $0 = refusal }
    }

    /// Leaves the bot's messages unanswered until they are released.
    func hold() {
        record.isHeld.update { $0 = true }
    }

    /// Answers what was held, and everything from now on.
    func release() {
        record.isHeld.update { $0 = false }
    }

    /// Waits until the bot has said so many things.
    @discardableResult
    func waitForMessages(_ count: Int) async -> [BotMessage] {
        await record.messages.wait { $0.count >= count }
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
            refusing: { _ in
                record.attempts.update { $0 += 1 }
                await record.isHeld.wait { !$0 }
                return record.refusals.update { $0.isEmpty ? nil : $0.removeFirst() } ?? record.standingRefusal.value
            },
            show: { message in record.messages.update { $0.append(message) } },
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
            // The server ends with this scope, whichever way it is left.
            defer { group.cancelAll() }
            try await body(TelegramDouble(address: address, standIn: standIn, record: record))
            record.isHeld.update { $0 = false }
        }
    }
}
