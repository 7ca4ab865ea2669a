public import Martlet
import NIOCore

/// The stand-in's door: the Bot API for the bot, and `/stand-in/messages` for a person.
public struct StandInRoutes: Routes {
    private let standIn: TelegramStandIn

    /// Creates the routes of a stand-in.
    public init(_ standIn: TelegramStandIn) {
        self.standIn = standIn
    }

    /// Declares the routes.
    public func register(on routes: RouteGroup<RequestContext>) {
        routes.post("stand-in/messages", summary: "Say something to the bot", access: .public) {
            (payload: SayPayload, _) in
            try standIn.say(payload.text, chat: payload.chat)
            return NoContent()
        }
        // A pattern stands in logs and metrics, so the token in the path is a parameter.
        routes.group("bot{token}", access: .public) { bot in
            declare("sendMessage", "send a message", on: bot) { body in
                guard let message = try? JSON.decode(BotMessage.self, from: body) else {
                    return .refused(.badRequest("chat_id or message text is missing or wrong"))
                }
                return await standIn.take(message)
            }
            declare("getMe", "who am I", on: bot) { _ in .success(StandInParty.bot) }
            declare("getUpdates", "fetch updates", on: bot, deadline: .seconds(60)) { body in await updates(body) }
            declare("setWebhook", "register a webhook", on: bot) { body in
                do {
                    let webhook = try JSON.decode(WebhookPayload.self, from: body)
                    try standIn.setWebhook(webhook.url, secret: Secret(webhook.secret))
                    return .success(true)
                } catch {
                    return .refused(.badRequest("bad webhook"))
                }
            }
            declare("deleteWebhook", "forget the webhook", on: bot) { _ in
                standIn.deleteWebhook()
                return .success(true)
            }
        }
    }

    /// Declares a method of the Bot API, which answers the bot that has the token and nobody else.
    private func declare(
        _ method: String,
        _ summary: String,
        on bot: RouteGroup<RequestContext>,
        deadline: Duration? = nil,
        _ answer: @escaping @Sendable (ByteBuffer) async -> BotResult
    ) {
        bot.post(method, summary: "Bot API: \(summary)", deadline: deadline) { body, context in
            guard context.pathParameter("token").map(Secret.init) == standIn.token else {
                return BotResult.refused(BotRefusal(401, "Unauthorized"))
            }
            return await answer(body)
        }
    }

    private func updates(_ body: ByteBuffer) async -> BotResult {
        guard let payload = try? JSON.decode(UpdatesPayload.self, from: body) else {
            return .refused(.badRequest("offset or timeout is wrong"))
        }
        if standIn.updates(from: payload.offset)?.isEmpty == true, payload.timeout > 0 {
            await standIn.waitForChange(atMost: .seconds(min(payload.timeout, 50)))
        }
        guard let updates = standIn.updates(from: payload.offset) else {
            return .refused(BotRefusal(409, "Conflict: can't use getUpdates method while webhook is active"))
        }
        return .success(updates)
    }
}

/// What a person says.
private struct SayPayload: Payload {
    let text: String
    let chat: Int64

    init(reading fields: inout some FieldReader) {
        text = fields.required("text", .length(1...4096))
        chat = fields.optional("chat", default: 1)
    }

    func write(to object: inout ObjectWriter) {
        object.field("text", text)
        object.field("chat", chat)
    }
}

/// The parameters of `getUpdates`.
private struct UpdatesPayload: Payload {
    static let fieldPolicy = FieldPolicy.ignoringUnknown

    let offset: Int64
    let timeout: Int

    init(reading fields: inout some FieldReader) {
        offset = fields.optional("offset", default: 0)
        timeout = fields.optional("timeout", default: 0)
    }

    func write(to object: inout ObjectWriter) {
        object.field("offset", offset)
        object.field("timeout", timeout)
    }
}

/// The parameters of `setWebhook`.
private struct WebhookPayload: Payload {
    static let fieldPolicy = FieldPolicy.ignoringUnknown

    let url: String
    let secret: String

    init(reading fields: inout some FieldReader) {
        url = fields.required("url", .length(1...2048))
        secret = fields.optional("secret_token", default: "")
    }

    func write(to object: inout ObjectWriter) {
        object.field("url", url)
        object.field("secret_token", secret)
    }
}
