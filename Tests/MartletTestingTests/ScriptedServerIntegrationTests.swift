import Martlet
import MartletTesting
import NIOHTTP1
import Testing

@Suite(.timeLimit(.minutes(10))) struct ScriptedServerIntegrationTests {
    @Test func `requests are recorded and answered by the script`() async throws {
        let script: ScriptedServer.Script = { call, _ in call == 1 ? .http(503) : .http(200, body: "fine") }
        try await ScriptedServer.run(script) { server, baseURL in
            let configuration = HTTPClientConfiguration(baseURL: baseURL, retry: RetryPolicy(attempts: 1))
            let client = try HTTPClient("people", configuration)
            let first = try await client.send(.init(.post, "/people?page=2", headers: ["x-trace": "7"]))
            let second = try await client.send(.init(.get, "/people/1"))
            try await client.shutdown()
            #expect([first.status, second.status] == [503, 200])
            #expect(server.received.map(\.method) == ["POST", "GET"])
            #expect(server.received.map(\.target) == ["/people?page=2", "/people/1"])
            #expect(server.received.first?.headers.first(name: "x-trace") == "7")
        }
    }

    @Test func `a script may hang up`() async throws {
        try await ScriptedServer.run({ _, _ in .hangUp }) { server, baseURL in
            let configuration = HTTPClientConfiguration(baseURL: baseURL, retry: RetryPolicy(attempts: 1))
            let client = try HTTPClient("people", configuration)
            let error = await #expect(throws: HTTPClientError.self) { _ = try await client.send(.init(.get, "/")) }
            try await client.shutdown()
            #expect(error?.code == .connection)
            #expect(server.received.count == 1)
        }
    }
}
