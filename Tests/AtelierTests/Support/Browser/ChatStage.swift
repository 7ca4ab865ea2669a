import Foundation
import Martlet
import MartletTesting
import NIOCore
import StandIns
import Testing

/// The chat page over a stand-in for Telegram whose bot is the test itself.
struct ChatStage: Sendable {
    let address: String

    private let bot: HTTPClient
    private let token: Secret<String>

    /// Sets the stage for the length of a closure; an error in the browser's console fails the test.
    static func with(_ body: (ChatStage) async throws -> Void) async throws {
        let standIn = TelegramStandIn(show: { _ in })
        let server = HTTPServer(HTTPServerConfiguration(port: 0)) {
            StandInRoutes(standIn)
            ChatPageRoutes()
        }
        try await server.bind()
        server.ready()
        let address = server.address ?? ""
        let bot = try HTTPClient("bot", HTTPClientConfiguration(baseURL: address, retry: RetryPolicy(attempts: 1)))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            // The server ends with this scope, whichever way it is left.
            defer { group.cancelAll() }
            let browser = try Browser.current
            try await browser.clear()
            _ = try await browser.errors()
            try await body(ChatStage(address: address, bot: bot, token: standIn.token))
            #expect(try await browser.errors().map(\.message) == [])
            try await browser.clear()
        }
        try await bot.shutdown()
    }

    /// What is sent to a chat.
    struct Sent: Decodable { let message_id: Int64 }

    /// A person's message or press, as the bot learns of it.
    struct Incoming: Decodable {
        struct User: Decodable {
            let id: Int64
            let first_name: String
            let language_code: String
        }
        struct Message: Decodable {
            let from: User
            let text: String?
        }
        struct Press: Decodable {
            let id: String
            let from: User
            let data: String
        }
        let update_id: Int64
        let message: Message?
        let callback_query: Press?
    }

    /// Calls a method of the Bot API as the bot.
    @discardableResult
    func call<Value: Decodable>(_ method: String, _ parameters: [String: Any]) async throws -> Value {
        let body = ByteBuffer(bytes: try JSONSerialization.data(withJSONObject: parameters))
        return try await post(method, body, "application/json")
    }

    /// Sends a file as the bot, in the field of its kind.
    @discardableResult
    func send(
        _ kind: String,
        _ bytes: ByteBuffer,
        named name: String,
        to chat: Int64,
        caption: String? = nil
    ) async throws -> Sent {
        let boundary = "the-end-of-a-part"
        var body = ByteBuffer()
        for (field, value) in [("chat_id", "\(chat)"), ("caption", caption ?? "")] where !value.isEmpty {
            let head = "Content-Disposition: form-data; name=\"\(field)\""
            body.writeString("--\(boundary)\r\n\(head)\r\n\r\n\(value)\r\n")
        }
        let head = "Content-Disposition: form-data; name=\"\(kind)\"; filename=\"\(name)\"\r\nContent-Type: image/png"
        body.writeString("--\(boundary)\r\n\(head)\r\n\r\n")
        body.writeImmutableBuffer(bytes)
        body.writeString("\r\n--\(boundary)--\r\n")
        let method = kind == "photo" ? "sendPhoto" : "sendDocument"
        return try await post(method, body, "multipart/form-data; boundary=\(boundary)")
    }

    /// Waits for the next thing that anybody does, as the bot, and forgets it.
    func next() async throws -> Incoming {
        let updates: [Incoming] = try await eventually("something for the bot") {
            let updates: [Incoming] = try await call("getUpdates", ["limit": 1])
            return updates.isEmpty ? nil : updates
        }
        let _: [Incoming] = try await call("getUpdates", ["offset": updates[0].update_id + 1])
        return updates[0]
    }

    private func post<Value: Decodable>(_ method: String, _ body: ByteBuffer, _ type: String) async throws -> Value {
        var request = HTTPClient.Request(.post, "/bot\(token)/\(method)", body: body)
        request.headers["content-type"] = type
        let response = try await bot.send(request)
        let bytes = Data(response.body.readableBytesView)
        guard response.isSuccess else { throw BrowserError(description: String(decoding: bytes, as: UTF8.self)) }
        return try JSONDecoder().decode(Answer<Value>.self, from: bytes).result
    }

    private struct Answer<Value: Decodable>: Decodable { let result: Value }
}
