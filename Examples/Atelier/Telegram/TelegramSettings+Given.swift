import Martlet

extension TelegramSettings {
    /// What is configured, each value and their combination checked.
    struct Given {
        /// The ways to get updates that can be asked for.
        enum Mode: String, SettingValue, CaseIterable {
            case webhook
            case polling
        }

        private static let standardAPIURL = "https://api.telegram.org"

        let token: Secret<String>?
        let webhookSecret: Secret<String>?
        let apiURL: String
        let publicURL: String?
        private let chosenMode: Mode?

        /// How updates come.
        var mode: Mode { chosenMode ?? (publicURL == nil ? .polling : .webhook) }

        init(_ settings: Settings) throws {
            let telegram = settings.scoped(to: "telegram")
            token = try telegram.secret("token", about: "Token of the bot; without one, development has a stand-in.")
            webhookSecret = try telegram.secret(
                "webhook.secret",
                about: "What Telegram sends with each update: 1 to 256 letters, digits, `_` and `-`."
            )
            apiURL = try telegram.value("api.url", default: Self.standardAPIURL, about: "Where the Bot API is.")
            chosenMode = try telegram.optional(
                "mode",
                about: "`webhook` or `polling`; by default `webhook` with a `PUBLIC_URL`, else `polling`."
            )
            publicURL = try settings.optional(
                "public.url",
                about:
                    "The `https://` address under which Telegram reaches the service; its webhook is registered there."
            )
            try checkValues(settings)
            try checkCombination(settings)
        }

        private func checkValues(_ settings: Settings) throws {
            if let token, token.reveal().wholeMatch(of: /[0-9]+:[A-Za-z0-9_-]+/) == nil {
                // Not masked: a short value would be found in the sentence's own words.
                throw SettingsError(
                    variable: "TELEGRAM_TOKEN",
                    expectation: "digits, a colon, then letters, digits, _ and -, as BotFather gives it"
                )
            }
            if let webhookSecret, !Self.isAllowed(webhookSecret) {
                throw settings.unusable("telegram.webhook.secret", "1 to 256 letters, digits, _ and -")
            }
            if !Self.isAddress(apiURL) {
                throw settings.unusable("telegram.api.url", "http:// or https://, a host, and maybe a port and a path")
            }
            if let publicURL, !publicURL.hasPrefix("https://") || !Self.isAddress(publicURL) {
                throw settings.unusable(
                    "public.url",
                    "a URL that begins with https://, as Telegram demands, and names a host"
                )
            }
        }

        /// Refuses what is missing, and what would have no effect.
        private func checkCombination(_ settings: Settings) throws {
            let isDevelopment = settings.environment == .development
            guard token != nil || isDevelopment else {
                throw settings.unusable("telegram.token", "set outside development")
            }
            let idle = [
                ("TELEGRAM_API_URL", apiURL != Self.standardAPIURL), ("TELEGRAM_MODE", chosenMode != nil),
                ("PUBLIC_URL", publicURL != nil),
            ].filter(\.1).map(\.0)
            guard token != nil || idle.isEmpty else {
                throw settings.unusable(
                    "telegram.token",
                    "set where \(idle.joined(separator: ", ")) is: without a bot the stand-in takes Telegram's place"
                )
            }
            guard webhookSecret != nil || isDevelopment || mode == .polling else {
                throw settings.unusable("telegram.webhook.secret", "set where updates come by webhook")
            }
        }

        /// Tells whether a client takes the URL: a scheme, a host, and maybe a port and a path.
        private static func isAddress(_ url: String) -> Bool {
            (try? HTTPClient("check", HTTPClientConfiguration(baseURL: url))) != nil
        }

        private static func isAllowed(_ secret: Secret<String>) -> Bool {
            let text = secret.reveal()
            return text.utf8.count <= 256 && text.wholeMatch(of: /[A-Za-z0-9_-]+/) != nil
        }
    }
}
