import Logging
import MartletContext
import MartletHTTPClient
import MartletPayload
import MartletResilience
import MartletTesting
import MetricsTestKit
import NIOHTTP1
import Testing

@Suite(.timeLimit(.minutes(10))) struct HTTPClientTimeIntegrationTests {
    private let bench = Bench()

    @Test func `S0-09 S1-17 a server without an answer is given up after 30 seconds, which the log names`() async throws
    {
        let error = try await bench.run(always(.silence)) { [bench] client, server in
            async let error = thrown { try await client.post("/people", Person(name: "Bob"), as: Person.self) }
            await server.waitForRequest()
            try await bench.clock.waitForSleeper(of: .seconds(30))
            bench.clock.advance(by: .seconds(30))
            await server.waitForClosing()
            #expect(server.received.count == 1)
            return await error as? HTTPClientError
        }
        #expect(error?.code == .timeout)
        #expect(error?.limit == .seconds(30))
        #expect(bench.call?["failure"] == "timeout")
        #expect(bench.call?["reason"]?.description.contains("30.00 s") == true)
        #expect(bench.call?["duration_ms"]?.description == "30000")
        #expect(try bench.attempts("POST", "timeout") == 1)
    }

    @Test func `F-45 attempts that hang are given up after 10 seconds each, and all of them after 30`() async throws {
        let error = try await bench.run(always(.silence)) { [bench] client, server in
            async let error = thrown { try await client.get("/people", as: Person.self) }
            for pause in [Duration.milliseconds(500), .seconds(1)] {
                await server.waitForRequest()
                try await bench.clock.waitForSleeper(of: .seconds(10))
                bench.clock.advance(by: .seconds(10))
                try await bench.clock.waitForSleeper(of: pause)
                bench.clock.advance(by: pause)
            }
            await server.waitForRequest()
            bench.clock.advance(by: .milliseconds(8500))
            return await error as? HTTPClientError
        }
        #expect(error?.code == .timeout)
        #expect(error?.limit == .seconds(30))
        #expect(bench.call?["attempts"]?.description == "3")
        #expect(try bench.attempts("GET", "timeout") == 3)
    }

    @Test func `S1-18 C-13 a call's own deadline replaces the client's and ends the request`() async throws {
        let error = try await bench.run(always(.silence)) { [bench] client, server in
            async let error = thrown {
                try await client.post("/", Person(name: "Bob"), as: Person.self, timeout: .seconds(60))
            }
            await server.waitForRequest()
            try await bench.clock.waitForSleeper(of: .seconds(60))
            bench.clock.advance(by: .seconds(60))
            return await error as? HTTPClientError
        }
        #expect(error?.limit == .seconds(60))
    }

    @Test func `C-13 the context's deadline is kept when it is the earlier one`() async throws {
        let error = try await bench.run(always(.silence)) { [bench] client, server in
            async let error = thrown {
                try await withDeadline(.seconds(2)) { try await client.send(.init(.post, "/")) }
            }
            await server.waitForRequest()
            try await bench.clock.waitForSleepers(2)
            bench.clock.advance(by: .seconds(2))
            return await error
        }
        #expect(error is ResilienceError || (error as? HTTPClientError)?.limit == .seconds(2))
        #expect(bench.call?["duration_ms"]?.description == "2000")
    }

    @Test func `F-49 cancelling the caller ends the request and stays a cancellation`() async throws {
        try await bench.run(always(.silence)) { client, server in
            await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { _ = try await client.send(.init(.get, "/")) }
                await server.waitForRequest()
                group.cancelAll()
                await #expect(throws: CancellationError.self) { try await group.next() }
            }
            await server.waitForClosing()
            #expect(server.received.count == 1)
        }
        #expect(bench.call?["failure"] == "cancelled")
        #expect(try bench.attempts("GET", "cancelled") == 1)
    }

    @Test(arguments: ["7", "Thu, 01 Jan 2026 00:00:07 GMT"])
    func `F-45 the pause that the server asks for is kept`(retryAfter: String) async throws {
        let script: ScriptedServer.Script = { call, _ in
            call == 1 ? .http(429, headers: ["Retry-After": retryAfter]) : .http(200, body: ada)
        }
        try await bench.run(script) { [bench] client, _ in
            async let answer = client.get("/people", as: Person.self)
            try await bench.clock.waitForSleeper(of: .seconds(7))
            bench.clock.advance(by: .seconds(7))
            #expect(try await answer == Person(name: "Ada"))
        }
    }

    @Test func `F-45 a pause beyond the deadline is not begun`() async throws {
        let script = always(.http(503, headers: ["Retry-After": "45"]))
        let error = try await bench.run(script) { client, server in
            let error = await #expect(throws: HTTPClientError.self) { try await client.get("/", as: Person.self) }
            #expect(server.received.count == 1)
            return error
        }
        #expect(error?.code == .status)
        #expect(error?.response?.retryAfter == .seconds(45))
        #expect(error?.retryVerdict == .transientAfter(.seconds(45)))
    }

    @Test func `F-45 a call that may not run twice is made once`() async throws {
        try await bench.run(always(.http(503))) { client, server in
            _ = try await client.send(.init(.post, "/"))
            _ = try await client.send(.init(.patch, "/"))
            #expect(server.received.count == 2)
        }
    }

    @Test func `F-45 a post that says it is idempotent is repeated`() async throws {
        let script: ScriptedServer.Script = { call, _ in call == 1 ? .hangUp : .http(200, body: ada) }
        try await bench.run(script) { [bench] client, server in
            async let answer = client.post(
                "/people",
                Person(name: "Bob"),
                as: Person.self,
                headers: ["Idempotency-Key": "k1"],
                isIdempotent: true
            )
            try await bench.clock.waitForSleeper(of: .milliseconds(500))
            bench.clock.advance(by: .milliseconds(500))
            #expect(try await answer == Person(name: "Ada"))
            #expect(server.received.map { $0.headers["idempotency-key"] } == [["k1"], ["k1"]])
            #expect(server.received.map(\.body) == Array(repeating: #"{"name":"Bob"}"#, count: 2))
        }
        #expect(try bench.attempts("POST", "connection") == 1)
    }
}
