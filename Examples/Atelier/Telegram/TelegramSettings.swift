import Martlet
import StandIns

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

    let token: Secret<String>
    let apiURL: String
    let webhookSecret: Secret<String>
    let source: Source

    init(_ settings: Settings) throws {
        let given = try Given(settings)
        webhookSecret = given.webhookSecret ?? Secret(CorrelationID().description)
        settings.redactor.register(webhookSecret)
        guard let token = given.token else {
            let standIn = TelegramStandIn()
            settings.redactor.register(standIn.token)
            self.token = standIn.token
            apiURL = try Self.ownAddress(settings)
            try standIn.setWebhook(apiURL + TelegramRoutes.path, secret: webhookSecret)
            source = .standIn(standIn)
            return
        }
        self.token = token
        apiURL = given.apiURL
        switch (given.mode, given.publicURL) {
        case (.polling, _): source = .polling
        case (.webhook, let url?): source = .registered(url: url)
        case (.webhook, nil): source = .waiting
        }
    }

    /// Where the service itself listens, with the stand-in for Telegram.
    private static func ownAddress(_ settings: Settings) throws -> String {
        let listener = try HTTPServerConfiguration(settings.scoped(to: "http"))
        guard listener.port != 0 else {
            throw settings.unusable(
                "telegram.token",
                "set where HTTP_PORT is 0: the stand-in needs a port known beforehand"
            )
        }
        let host = listener.host.contains(":") ? "[\(listener.host)]" : listener.host
        return "http://\(host):\(listener.port)"
    }
}
