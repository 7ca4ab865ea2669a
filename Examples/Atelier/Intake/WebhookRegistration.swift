import Martlet

/// Tells Telegram where to post updates, once at the start; pending updates are kept.
struct WebhookRegistration: Component {
    let telegram: TelegramAPI
    let url: String
    let secret: Secret<String>

    func run() async throws {
        let base = url.hasSuffix("/") ? String(url.dropLast()) : url
        let patience = RetryPolicy(attempts: nil, backoff: .exponential(from: .seconds(1), cap: .seconds(60)))
        try await patience.run("telegram.setWebhook") { _ in
            try await telegram.setWebhook(base + TelegramRoutes.path, secret: secret)
        }
    }
}
