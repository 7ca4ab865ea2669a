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

    /// Where others reach the service, if they do.
    let publicURL: String?

    init(_ settings: Settings) throws {
        let given = try Given(settings)
        publicURL = given.publicURL
        webhookSecret = given.webhookSecret ?? Secret(CorrelationID().description)
        settings.redactor.register(webhookSecret)
        guard let token = given.token else {
            let standIn = TelegramStandIn()
            settings.redactor.register(standIn.token)
            self.token = standIn.token
            apiURL = try settings.ownAddress(unless: "telegram.token")
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
}
