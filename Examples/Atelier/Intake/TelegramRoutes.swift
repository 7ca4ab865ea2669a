import Martlet
import NIOCore

/// Where Telegram posts updates.
struct TelegramRoutes: Routes {
    let intake: UpdateIntake
    let secret: Secret<String>

    /// The path that is registered with Telegram.
    static let path = "/telegram/webhook"

    func register(on routes: RouteGroup<RequestContext>) {
        let telegram = SharedSecretHeader("X-Telegram-Bot-Api-Secret-Token", secret: secret)
        routes.post(Self.path, summary: "Take an update", access: .verified(by: telegram)) { body, _ in
            try await intake.receive(body)
            return PlainText("ok")
        }
    }
}
