import Martlet
import NIOCore

/// Where updates are delivered, and how it went.
struct Webhook: Sendable {
    let url: String
    let secret: Secret<String>
    let connections: Int
    let client: HTTPClient
    let path: RequestPath
    var lastFailure: Failure?

    /// The last delivery that was not taken.
    struct Failure: Sendable {
        let date: Int64
        let reason: String
    }

    /// The most deliveries at a time, unless the bot says otherwise.
    static let connections = 40

    /// Throws where the URL is none.
    init(_ url: String, secret: Secret<String>, connections: Int = Self.connections) throws {
        let address = try WebAddress(url)
        self.url = url
        self.secret = secret
        self.connections = connections
        client = try HTTPClient("stand-in", HTTPClientConfiguration(baseURL: address.base))
        path = address.path
    }

    /// Remembers why an update was not taken.
    mutating func note(_ error: any Error) {
        let reason = (error as? Problem)?.detail ?? "Connection failed"
        lastFailure = Failure(date: Context.current.clock.now.seconds, reason: reason)
    }

    /// Posts an update, and returns the body of the answer; throws when the update was not taken.
    func post(_ update: StandInUpdate) async throws -> ByteBuffer {
        var request = HTTPClient.Request(.post, path)
        if !secret.reveal().isEmpty { request.headers["X-Telegram-Bot-Api-Secret-Token"] = secret.reveal() }
        try request.setJSON(update.json)
        let response = try await client.send(request)
        guard response.isSuccess else {
            throw Problem.unavailable("Wrong response from the webhook: \(response.status)")
        }
        return response.body
    }
}
