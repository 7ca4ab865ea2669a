import Martlet
import TelegramStandIn

/// How the service talks with Telegram, or with its stand-in where nothing is configured.
struct TelegramSettings {
    /// Where updates come from.
    enum Source: CustomStringConvertible {
        /// The service asks for them.
        case polling
        /// Telegram posts them to a URL that the service registers.
        case registered(url: String)
        /// Somebody posts them; nothing is registered.
        case waiting
        /// The stand-in in this process posts them.
        case standIn(TelegramStandIn)

        var description: String {
            switch self {
            case .polling: "polling"
            case .registered: "webhook"
            case .waiting: "webhook, not registered"
            case .standIn: "stand-in"
            }
        }
    }

    /// The ways to get updates that can be asked for.
    private enum Mode: String, SettingValue, CaseIterable {
        case webhook
        case polling
    }

    let token: Secret<String>
    let apiURL: String
    let webhookSecret: Secret<String>
    let source: Source

    init(_ settings: Settings) throws {
        let telegram = settings.scoped(to: "telegram")
        let token = try telegram.secret("token", about: "Token of the bot; without one, development has a stand-in.")
        let secret = try telegram.secret(
            "webhook.secret",
            about: "What Telegram sends with each update: 1 to 256 letters, digits, `_` and `-`."
        )
        let apiURL = try telegram.value(
            "api.url",
            default: "https://api.telegram.org",
            about: "Where the Bot API is."
        )
        let mode: Mode? = try telegram.optional(
            "mode",
            about: "`webhook` or `polling`; by default `webhook` with a `PUBLIC_URL`, else `polling`."
        )
        let publicURL: String? = try settings.optional(
            "public.url",
            about: "The `https://` address under which Telegram reaches the service; its webhook is registered there."
        )
        if let secret { try Self.check(secret, in: telegram) }
        if (try? HTTPClient("telegram", HTTPClientConfiguration(baseURL: apiURL))) == nil {
            throw telegram.unusable("api.url", "http:// or https://, a host, and maybe a port and a path")
        }
        if let publicURL, !publicURL.hasPrefix("https://") {
            throw settings.unusable("public.url", "a URL that begins with https://, as Telegram demands")
        }
        let isDevelopment = settings.environment == .development
        guard secret != nil || isDevelopment || mode == .polling || (mode == nil && publicURL == nil) else {
            throw telegram.unusable("webhook.secret", "set where updates come by webhook")
        }
        webhookSecret = secret ?? Secret(CorrelationID().description)
        if let token {
            self.token = token
            self.apiURL = apiURL
            switch (mode ?? (publicURL == nil ? .polling : .webhook), publicURL) {
            case (.polling, _): source = .polling
            case (.webhook, let url?): source = .registered(url: url)
            case (.webhook, nil): source = .waiting
            }
        } else {
            guard isDevelopment else { throw telegram.unusable("token", "set outside development") }
            let listener = try HTTPServerConfiguration(settings.scoped(to: "http"))
            guard listener.port != 0 else {
                throw telegram.unusable("token", "set where HTTP_PORT is 0: the stand-in needs a port known beforehand")
            }
            let standIn = TelegramStandIn()
            self.token = standIn.token
            let host = listener.host.contains(":") ? "[\(listener.host)]" : listener.host
            self.apiURL = "http://\(host):\(listener.port)"
            try standIn.setWebhook(self.apiURL + TelegramRoutes.path, secret: webhookSecret)
            source = .standIn(standIn)
        }
    }

    private static func check(_ secret: Secret<String>, in settings: Settings) throws {
        let isAllowed = secret.reveal().utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        guard isAllowed, secret.reveal().utf8.count <= 256 else {
            throw settings.unusable("webhook.secret", "1 to 256 letters, digits, _ and -")
        }
    }
}
