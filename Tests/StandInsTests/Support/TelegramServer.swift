import Martlet
import MartletTesting
import NIOCore
@testable import StandIns

/// The stand-in for Telegram on a port of its own, delivering updates, with a client of it.
struct TelegramServer {
    let standIn: TelegramStandIn
    let address: String
    let client: HTTPClient

    static func with(
        _ standIn: TelegramStandIn = .quiet(),
        clock: any TimeSource = SystemTime(),
        _ body: (TelegramServer) async throws -> Void
    ) async throws {
        let server = HTTPServer(HTTPServerConfiguration(port: 0)) { StandInRoutes(standIn) }
        try await Context.still(clock).run {
            try await server.bind()
            server.ready()
            let configuration = HTTPClientConfiguration(baseURL: server.address ?? "", retry: RetryPolicy(attempts: 1))
            let client = try HTTPClient("test", configuration)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await server.run() }
                group.addTask { try await standIn.run() }
                defer { group.cancelAll() }
                try await body(TelegramServer(standIn: standIn, address: server.address ?? "", client: client))
                try await client.shutdown()
            }
        }
    }

    /// Calls a method over HTTP, and returns the status and the answer.
    func call(
        _ method: String,
        _ json: String = "{}",
        token: String? = nil
    ) async throws -> (status: Int, answer: ReadBotAnswer) {
        let response = try await post(method, json, token: token)
        return (response.status, try response.decode())
    }

    func post(_ method: String, _ json: String = "{}", token: String? = nil) async throws -> HTTPClient.Response {
        let path: RequestPath = "/bot\(token ?? standIn.token.reveal())/\(method)"
        return try await client.send(HTTPClient.Request(.post, path, body: ByteBuffer(string: json)))
    }
}
