import Logging
import MartletContext
import MartletHTTPClient
import MartletPayload
import MartletResilience
import NIOCore
import NIOHTTP1
import MartletTesting
import Testing

@Suite(.timeLimit(.minutes(10))) struct HTTPClientFailureIntegrationTests {
    private let bench = Bench()
    private let once = RetryPolicy(attempts: 1)

    /// Makes one call that must fail, and returns its error.
    private func failure(
        of answer: ScriptedServer.Answer,
        to path: RequestPath = "/people",
        configure: (inout HTTPClientConfiguration) -> Void = { _ in }
    ) async throws -> HTTPClientError {
        let setUp = { (configuration: inout HTTPClientConfiguration) in
            configuration.retry = once
            configure(&configuration)
        }
        return try await bench.run(always(answer), configure: setUp) { client, _ in
            let error = await thrown { try await client.get(path, as: Person.self) }
            return try #require(error as? HTTPClientError)
        }
    }

    @Test func `S3-27 each failure becomes the external service's problem, without its words`() async throws {
        let failures = [
            try await failure(of: .http(500, body: "secret stack trace")),
            try await failure(of: .hangUp),
            try await failure(of: .raw("nonsense\r\n\r\n")),
        ]
        for failure in failures {
            #expect(failure.problem.status == 503)
            #expect(failure.problem.error == "ExternalServiceError")
            #expect(!failure.problem.detail.contains("secret"))
            #expect(!failure.description.contains("secret"))
        }
    }

    @Test func `S1-15 a connection that breaks is transient`() async throws {
        let error = try await failure(of: .hangUp)
        #expect(error.code == .connection)
        #expect(error.retryVerdict == .transient)
        let half = try await failure(of: .cut("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf"))
        #expect(half.code == .connection)
    }

    @Test func `S1-15 a refused connection is transient and says so`() async throws {
        // A port that a server has left may belong to another test by now; nobody is given port 1.
        let client = try HTTPClient("stub", HTTPClientConfiguration(baseURL: "http://127.0.0.1:1", retry: once))
        let error = await bench.context.run {
            await #expect(throws: HTTPClientError.self) { try await client.get("/", as: Person.self) }
        }
        #expect(error?.code == .connection)
        #expect(error?.retryVerdict == .transient)
        #expect(error?.message.hasPrefix("The connection failed: Connection refused (errno 111). Check ") == true)
    }

    @Test func `an answer that is not HTTP is malformed and permanent`() async throws {
        let error = try await failure(of: .raw("SSH-2.0-OpenSSH_9.2\r\n\r\n"))
        #expect(error.code == .malformedAnswer)
        #expect(error.retryVerdict == .permanent)
    }

    @Test func `an answer over the bound is refused, one within it is taken`() async throws {
        let body = String(repeating: "x", count: 1001)
        let error = try await failure(of: .http(200, body: body)) { $0.responseLimit = 1000 }
        #expect(error.code == .answerTooLarge)
        #expect(error.retryVerdict == .permanent)
        let chunks = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3e9\r\n\(body)\r\n0\r\n\r\n"
        let chunked = try await failure(of: .raw(chunks)) { $0.responseLimit = 1000 }
        #expect(chunked.code == .answerTooLarge)
        let decoded = try await failure(of: .http(200, body: body)) { $0.responseLimit = 1001 }
        #expect(decoded.code == .malformedAnswer)
    }

    @Test func `a request may have a bound of its own for its answer`() async throws {
        let body = String(repeating: "x", count: 1001)
        try await bench.run(always(.http(200, body: body)), configure: { $0.responseLimit = 1000 }) { client, _ in
            let answer = try await client.send(HTTPClient.Request(.get, "/people", responseLimit: 1001))
            #expect(answer.body.readableBytes == 1001)
            let error = await thrown { try await client.send(HTTPClient.Request(.get, "/people", responseLimit: 999)) }
            #expect((error as? HTTPClientError)?.code == .answerTooLarge)
        }
    }

    @Test func `an answer that is not what was declared is malformed and keeps its body`() async throws {
        let error = try await failure(of: .http(200, body: #"{"name":7}"#))
        #expect(error.code == .malformedAnswer)
        #expect(error.response?.status == 200)
        #expect((error.underlying as? PayloadError)?.issues.map(\.path) == ["name"])
    }

    @Test func `a redirect is an answer, not an order`() async throws {
        let error = try await failure(of: .http(302, headers: ["location": "http://127.0.0.1:1/"]))
        #expect(error.response?.status == 302)
        #expect(error.response?.header("Location") == "http://127.0.0.1:1/")
    }

    @Test(arguments: [
        "api.test", "ftp://api.test", "http://", "http://:80", "https://me:pass@api.test", "http://a b",
        // Beyond 16 bits a port would end the process.
        "http://127.0.0.1:65536", "http://127.0.0.1:99999999/x", "http://[::1]:99999", "http://api.test:0",
        "http://api.test:x", "http://api.test:", "http://::1", "http://[::1", "http://[]:80",
    ])
    func `a base URL that is none makes no client and is not repeated in the error`(address: String) {
        let error = #expect(throws: HTTPClientError.self) {
            try HTTPClient("stub", HTTPClientConfiguration(baseURL: address))
        }
        #expect(error?.code == .invalidConfiguration)
        #expect(error?.description.hasPrefix("invalid_configuration: stub: The base URL must be") == true)
        #expect(error?.description.contains("pass@") == false)
    }

    @Test(arguments: ["http://127.0.0.1:65535", "http://[::1]:8080/x", "HTTPS://api.test", "http://api.test:80/"])
    func `a base URL with a host and maybe a port and a path makes a client`(address: String) async throws {
        try await HTTPClient("stub", HTTPClientConfiguration(baseURL: address)).shutdown()
    }

    @Test func `a path that leaves its place is not sent`() async throws {
        let paths: [RequestPath] = ["people", "/a b", "/a#b", "/people/\("")", "/people/\("..")", "/\(".")/x"]
        for path in paths {
            try await bench.run(always(.http(200))) { client, server in
                let error = await #expect(throws: HTTPClientError.self) { try await client.send(.init(.get, path)) }
                #expect(error?.code == .invalidRequest)
                #expect(server.received.isEmpty)
            }
        }
    }

    @Test func `a header that would split the request is not sent`() async throws {
        let error = try await bench.run(always(.http(200))) { client, server in
            let request = HTTPClient.Request(.get, "/", headers: ["x-a": "b\r\nx-admin: yes"])
            let error = await #expect(throws: HTTPClientError.self) { try await client.send(request) }
            #expect(server.received.isEmpty)
            return error
        }
        #expect(error?.code == .invalidRequest)
        #expect(error?.description.contains("admin") == false)
    }

    @Test func `a client that was shut down says so, and shuts down only once`() async throws {
        let client = try HTTPClient("stub", HTTPClientConfiguration(baseURL: "http://127.0.0.1:1"))
        try await client.shutdown()
        try await client.shutdown()
        let error = await bench.context.run {
            await #expect(throws: HTTPClientError.self) { try await client.send(.init(.get, "/")) }
        }
        #expect(error?.code == .shutDown)
    }

    @Test func `shutting down ends calls in flight`() async throws {
        try await bench.run(always(.silence)) { client, server in
            async let error = thrown { try await client.send(.init(.get, "/")) }
            await server.waitForRequest()
            try await client.shutdown()
            #expect((await error as? HTTPClientError)?.code == .shutDown)
        }
    }
}
