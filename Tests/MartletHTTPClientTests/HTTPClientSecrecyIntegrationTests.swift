import InMemoryLogging
import Logging
import MartletContext
import MartletHTTPClient
import MartletPayload
import MartletResilience
import MetricsTestKit
import NIOHTTP1
import MartletTesting
import Testing

@Suite(.timeLimit(.minutes(10))) struct HTTPClientSecrecyIntegrationTests {
    private let bench = Bench()
    private let token = Secret("123456:AAH/secret_token-of-the-bot")

    /// Everything that reached the log and the metrics, as text.
    private var told: String {
        "\(bench.log.entries) \(bench.metrics.counters) \(bench.metrics.recorders)"
    }

    @Test func `F-44 a secret of the path is seen by the wire alone`() async throws {
        try await bench.run(always(.http(200))) { client, server in
            let request = HTTPClient.Request(.post, "/bot\(token)/sendMessage?key=\(token)")
            _ = try await client.send(request)
            #expect(
                server.received.map(\.target) == [
                    "/bot123456:AAH%2Fsecret_token-of-the-bot/sendMessage?key=123456:AAH%2Fsecret_token-of-the-bot"
                ]
            )
            #expect("\(request)" == "POST /bot***/sendMessage")
            var dumped = ""
            dump(request, to: &dumped)
            #expect(!dumped.contains("secret_token"))
        }
        #expect(bench.call?["path"] == "/bot***/sendMessage")
        #expect(!told.contains("secret_token"))
    }

    private static let failures: [ScriptedServer.Answer] = [
        .http(401, body: "bad"), .http(503), .hangUp, .raw("nonsense\r\n\r\n"), .http(200, body: "{}"),
    ]

    @Test(arguments: failures)
    func `F-44 no failure tells a secret of the path or the headers`(answer: ScriptedServer.Answer) async throws {
        let setUp = { (configuration: inout HTTPClientConfiguration) in
            configuration.retry = RetryPolicy(attempts: 2, backoff: .constant(.zero))
            configuration.secretHeaders = ["Authorization": Secret("Bearer secret_token")]
        }
        let error = try await bench.run(always(answer), configure: setUp) { client, server in
            let error = await #expect(throws: HTTPClientError.self) {
                try await client.get("/bot\(token)/getMe", as: Person.self)
            }
            #expect(server.received.allSatisfy { $0.headers["authorization"] == ["Bearer secret_token"] })
            #expect(!server.received.isEmpty)
            return try #require(error)
        }
        var dumped = ""
        dump(error, to: &dumped)
        #expect(!"\(error) \(String(reflecting: error)) \(dumped) \(told)".contains("secret_token"))
        #expect(error.request == "GET /bot***/getMe")
    }

    @Test func `F-44 a refused connection and a timeout tell no secret either`() async throws {
        let address = try await ScriptedServer.run(always(.silence)) { _, baseURL in baseURL }
        let client = try HTTPClient(
            "stub",
            HTTPClientConfiguration(baseURL: address, retry: RetryPolicy(attempts: 1))
        )
        let error = await bench.context.run {
            await #expect(throws: HTTPClientError.self) { try await client.send(.init(.get, "/bot\(token)/getMe")) }
        }
        #expect(!"\(String(describing: error)) \(told)".contains("secret_token"))
    }

    @Test func `S3-33 the correlation id travels along, but not to others' services`() async throws {
        try await bench.run(always(.http(200))) { client, server in
            _ = try await client.send(.init(.get, "/"))
            #expect(server.received.map { $0.headers["x-correlation-id"] } == [["trace-1"]])
        }
        try await bench.run(always(.http(200)), configure: { $0.sendsCorrelation = false }) { client, server in
            _ = try await client.send(.init(.get, "/"))
            #expect(server.received.map { $0.headers["x-correlation-id"] } == [[]])
        }
    }

    @Test func `a request's header replaces the client's, which replaces none of the transport's`() async throws {
        let setUp = { (configuration: inout HTTPClientConfiguration) in
            configuration.headers = ["X-A": "client", "X-B": "client"]
        }
        try await bench.run(always(.http(200)), configure: setUp) { client, server in
            _ = try await client.send(.init(.get, "/", headers: ["x-a": "request"]))
            let headers = try #require(server.received.first?.headers)
            #expect(headers["x-a"] == ["request"])
            #expect(headers["x-b"] == ["client"])
        }
    }

    @Test func `a value in a path stays one part of it`() async throws {
        try await bench.run(always(.http(200))) { client, server in
            _ = try await client.send(.init(.get, "/people/\("a/../b?c&d=é%")/\(7)?q=\("x&y=z")"))
            #expect(server.received.map(\.target) == ["/people/a%2F..%2Fb%3Fc%26d%3D%C3%A9%25/7?q=x%26y%3Dz"])
        }
    }
}
