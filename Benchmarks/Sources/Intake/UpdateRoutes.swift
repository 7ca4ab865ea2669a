import Martlet
import NIOCore

/// Where updates are posted; the same route for every contender.
struct UpdateRoutes: Routes {
    /// Where updates are kept; nil keeps none.
    let inbox: Inbox?
    let secret: Secret<String>

    func register(on routes: RouteGroup<RequestContext>) {
        let header = SharedSecretHeader("X-Telegram-Bot-Api-Secret-Token", secret: secret)
        routes.post("telegram/webhook", summary: "Take an update", access: .verified(by: header)) { body, _ in
            let update = try JSON.decode(UpdateEnvelope.self, from: body)
            _ = try await inbox?.receive(
                Delivery(
                    source: "telegram",
                    eventID: "\(update.id)",
                    orderedBy: "chat \(update.message.chat.id)",
                    body: body
                )
            )
            return PlainText("ok")
        }
    }
}
