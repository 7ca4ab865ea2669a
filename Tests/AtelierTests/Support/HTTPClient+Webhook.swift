import Martlet
import NIOCore

extension HTTPClient {
    /// Delivers an update as Telegram does.
    @discardableResult
    func deliver(_ update: SampleUpdate) async throws -> Response {
        try await deliver(body: update.json)
    }

    /// Delivers a body, with a secret or without.
    func deliver(body: String, secret: String? = TelegramDouble.secret) async throws -> Response {
        var request = Request(.post, "/telegram/webhook", body: ByteBuffer(string: body))
        request.headers["Content-Type"] = "application/json"
        if let secret { request.headers["X-Telegram-Bot-Api-Secret-Token"] = secret }
        return try await send(request)
    }
}

extension HTTPClient.Response {
    /// The body as text.
    var text: String { String(buffer: body) }
}
