import Martlet

/// How updates come to the bot.
extension BotMethod {
    static let getUpdates = BotMethod("getUpdates") { call, bot in
        let offset = call.parameters.integer("offset") ?? 0
        let limit = min(max(Int(call.parameters.integer("limit") ?? 100), 1), 100)
        let timeout = min(max(call.parameters.integer("timeout") ?? 0, 0), 50)
        bot.allow(try call.allowedUpdates())
        return .success(try await bot.updates(from: offset, limit: limit, within: .seconds(timeout)).map(\.json))
    }

    static let setWebhook = BotMethod("setWebhook") { call, bot in
        let secret = call.text("secret_token") ?? ""
        guard secret.utf8.count <= 256, secret.wholeMatch(of: /[A-Za-z0-9_-]*/) != nil else {
            throw BotRefusal.badRequest("secret token contains unallowed characters")
        }
        bot.allow(try call.allowedUpdates())
        if call.parameters.flag("drop_pending_updates") { bot.dropUpdates() }
        guard let url = call.text("url") else {
            return .success(true, bot.deleteWebhook() ? "Webhook was deleted" : "Webhook is already deleted")
        }
        let connections = call.parameters.integer("max_connections").map { min(max(Int($0), 1), 100) }
        try checkWebhook(url)
        do {
            try bot.setWebhook(url, secret: Secret(secret), connections: connections ?? Webhook.connections)
        } catch {
            throw BotRefusal.badRequest("bad webhook: invalid webhook URL specified")
        }
        return .success(true, "Webhook was set")
    }

    static let deleteWebhook = BotMethod("deleteWebhook") { call, bot in
        if call.parameters.flag("drop_pending_updates") { bot.dropUpdates() }
        return .success(true, bot.deleteWebhook() ? "Webhook was deleted" : "Webhook is already deleted")
    }

    static let getWebhookInfo = BotMethod("getWebhookInfo") { _, bot in
        .success(
            bot.look { book in
                RawJSON.object { object in
                    object.field("url", book.webhook?.url ?? "")
                    object.field("has_custom_certificate", false)
                    object.field("pending_update_count", book.updates.pending.count)
                    object.field("max_connections", book.webhook?.connections)
                    object.field("last_error_date", book.webhook?.lastFailure?.date)
                    object.field("last_error_message", book.webhook?.lastFailure?.reason)
                    object.field("allowed_updates", book.updates.allowed)
                }
            }
        )
    }
}

extension BotMethod {
    /// Refuses what Telegram would not deliver to; a bot on this machine may have any port and no certificate.
    private static func checkWebhook(_ url: String) throws(BotRefusal) {
        guard let address = try? WebAddress(url), !address.isOnThisMachine else { return }
        guard address.isSecure else {
            throw .badRequest("bad webhook: An HTTPS URL must be provided for webhook")
        }
        guard [443, 80, 88, 8443].contains(address.port) else {
            throw .badRequest("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
        }
    }
}

extension BotCall {
    /// The kinds of updates that the bot wants; nil where it says nothing of them.
    fileprivate func allowedUpdates() throws(BotRefusal) -> [String]? {
        guard text("allowed_updates") != nil else { return nil }
        guard let kinds = parameters.json("allowed_updates", as: [String].self) else {
            throw BotRefusal.badRequest("can't parse allowed updates list JSON object")
        }
        return kinds
    }
}
