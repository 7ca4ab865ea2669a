public import Martlet

/// Where a bot wants its updates delivered.
public struct RegisteredWebhook: Sendable {
    /// The address that updates are posted to.
    public let url: String

    /// What is sent along in `X-Telegram-Bot-Api-Secret-Token`.
    public let secret: Secret<String>
}
