import InMemoryLogging
import Logging
import MartletContext
import MartletHTTPClient
import MartletPayload
import MartletResilience
import MartletTesting
import MetricsTestKit
import NIOCore
import NIOHTTP1
import Testing

@Suite(.timeLimit(.minutes(10))) struct HTTPClientIntegrationTests {
    private let bench = Bench()

    @Test func `S0-48 a payload is posted once and its answer decoded, against a stub on loopback`() async throws {
        try await bench.run(always(.http(200, body: ada))) { client, server in
            let answer = try await client.post("/people", Person(name: "Bob"), as: Person.self)
            #expect(answer == Person(name: "Ada"))
            let request = try #require(server.received.first)
            #expect(server.received.count == 1)
            #expect(request.method == "POST")
            #expect(request.target == "/people")
            #expect(request.body == #"{"name":"Bob"}"#)
            #expect(request.headers.first(name: "content-type") == "application/json")
            #expect(request.headers.first(name: "accept") == "application/json")
        }
    }

    @Test func `a call is one record with client, method, path, status, attempts and duration`() async throws {
        try await bench.run(always(.http(200, body: ada))) { client, _ in
            _ = try await client.get("/people/\(7)?fields=\("a b")", as: Person.self)
        }
        #expect(bench.log.entries.map(\.level) == [.info])
        #expect(
            bench.call == [
                "client": "stub", "method": "GET", "path": "/people/7", "status": .stringConvertible(200),
                "attempts": .stringConvertible(1), "duration_ms": .stringConvertible(0),
            ]
        )
        #expect(try bench.attempts("GET", "200") == 1)
        let dimensions = [("client", "stub"), ("method", "GET")]
        let duration = try bench.metrics.expectTimer("http.client.request.duration", dimensions)
        #expect(duration.values == [0])
    }

    @Test func `a call that succeeds is told of at the level that it asks for, one that fails at INFO at least`()
        async throws
    {
        try await bench.run({ _, request in .http(request.target == "/gone" ? 404 : 200, body: ada) }) { client, _ in
            for level in [Logger.Level.debug, .notice] {
                for path in ["/poll", "/gone"] as [RequestPath] {
                    _ = try await client.send(HTTPClient.Request(.get, path, logLevel: level))
                }
            }
        }
        #expect(bench.log.entries.map(\.level) == [.info, .notice, .notice], "the log begins at INFO")
    }

    @Test func `the raw answer is handed out whatever its status`() async throws {
        let body = #"{"ok":false,"error_code":400}"#
        try await bench.run(always(.http(400, headers: ["x-a": "b"], body: body))) { client, server in
            let answer = try await client.send(.init(.get, "/"))
            #expect(answer.status == 400)
            #expect(answer.header("X-A") == "b")
            #expect(String(buffer: answer.body) == body)
            #expect(server.received.count == 1)
        }
    }

    @Test(arguments: [400, 401, 404, 501])
    func `S1-16 S0-11 a permanent status is an error after one call`(status: Int) async throws {
        try await bench.run(always(.http(status, body: "no"))) { client, server in
            let error = await #expect(throws: HTTPClientError.self) { try await client.get("/", as: Person.self) }
            #expect(error?.code == .status)
            #expect(error?.response?.status == status)
            #expect(error.map { String(buffer: $0.response?.body ?? ByteBuffer()) } == "no")
            #expect(server.received.count == 1)
        }
    }

    @Test(arguments: [408, 429, 500, 502, 503])
    func `S0-10 S0-13 S0-15 a transient status is repeated and logged`(status: Int) async throws {
        let script: ScriptedServer.Script = { call, _ in call < 3 ? .http(status) : .http(200, body: ada) }
        try await bench.run(script) { [bench] client, server in
            async let answer = client.get("/people", as: Person.self)
            for pause in [Duration.milliseconds(500), .seconds(1)] {
                try await bench.clock.waitForSleeper(of: pause)
                bench.clock.advance(by: pause)
            }
            #expect(try await answer == Person(name: "Ada"))
            #expect(server.received.count == 3)
        }
        let retries = bench.log.entries.filter { $0.message == "retry_scheduled" }
        #expect(retries.map(\.level) == [.warning, .warning])
        #expect(retries.map { $0.metadata["delay_ms"]?.description } == ["500", "1000"])
        #expect(bench.call?["attempts"]?.description == "3")
        #expect(try bench.attempts("GET", "\(status)") == 2)
        #expect(try bench.attempts("GET", "200") == 1)
    }

    @Test func `a client that nobody shut down gives up its connections by itself`() async throws {
        try await ScriptedServer.run(always(.http(200))) { server, baseURL in
            try await { _ = try await HTTPClient("stub", .init(baseURL: baseURL + "/")).send(.init(.get, "/x")) }()
            #expect(server.received.map(\.target) == ["/x"])
            await server.waitForClosing()
        }
    }
}
