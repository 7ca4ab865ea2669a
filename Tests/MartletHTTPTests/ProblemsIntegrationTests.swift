import InMemoryLogging
import Logging
import MartletHTTP
import MartletPayload
import NIOCore
import Testing

@Suite(.timeLimit(.minutes(10))) struct ProblemsIntegrationTests {
    /// What is sent, and the status and stable name that come back.
    static let failures: [(request: String, status: Int, error: String)] = [
        ("GET /nowhere HTTP/1.1\r\nHost: h\r\n\r\n", 404, "NotFoundError"),
        ("DELETE /text HTTP/1.1\r\nHost: h\r\n\r\n", 405, "MethodNotAllowedError"),
        ("GET /cards/0 HTTP/1.1\r\nHost: h\r\n\r\n", 422, "ValidationError"),
        ("GET /cards/1?title=%zz HTTP/1.1\r\nHost: h\r\n\r\n", 400, "MalformedRequestError"),
        ("GET /cards/%ff HTTP/1.1\r\nHost: h\r\n\r\n", 400, "MalformedRequestError"),
        ("GET /known-failure HTTP/1.1\r\nHost: h\r\n\r\n", 404, "CardNotFoundError"),
        ("GET /unknown-failure HTTP/1.1\r\nHost: h\r\n\r\n", 500, "InternalError"),
        ("POST /cards HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\n{", 400, "MalformedRequestError"),
        ("POST /cards HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}", 422, "ValidationError"),
        (
            "POST /cards HTTP/1.1\r\nHost: h\r\nContent-Type: text/xml\r\nContent-Length: 2\r\n\r\n{}", 415,
            "UnsupportedMediaTypeError"
        ),
        ("POST /cards HTTP/1.1\r\nHost: h\r\nContent-Length: 2000000\r\n\r\n", 413, "PayloadTooLargeError"),
        ("GET /text HTTP/1.1\r\n\r\n", 400, "MalformedRequestError"),
    ]

    @Test(arguments: failures)
    func `S4-71 every failure is the one problem with its correlation id`(
        request: String,
        status: Int,
        error: String
    ) async throws {
        try await TestServer.run(routes: [CardRoutes()]) { server in
            let answer = try #require(try await server.exchange(request))
            #expect(answer.status == status)
            #expect(answer["content-type"] == "application/problem+json")
            let problem = try JSON.decode(Problem.self, from: ByteBuffer(string: answer.body))
            #expect(problem.status == status)
            #expect(problem.error == error)
            #expect(problem.correlation != nil)
            #expect(problem.correlation == answer["x-correlation-id"])
        }
    }

    @Test func `S4-78 a method that a path does not know is answered with those it knows`() async throws {
        try await TestServer.run(routes: [CardRoutes()]) { server in
            let text = try #require(try await server.exchange("PUT /text HTTP/1.1\r\nHost: h\r\n\r\n"))
            #expect(text.status == 405)
            #expect(text["allow"] == "GET, HEAD")
            let cards = try #require(try await server.exchange("GET /cards HTTP/1.1\r\nHost: h\r\n\r\n"))
            #expect(cards.status == 405)
            #expect(cards["allow"] == "POST")
        }
    }

    @Test func `a refused payload names every field that is wrong and echoes no value`() async throws {
        try await TestServer.run(routes: [CardRoutes()]) { server in
            let body = #"{"title":"much too long a title","assignee":"nobody at all","owner":"me"}"#
            let answer = try #require(try await server.post("/cards", body))
            #expect(answer.status == 422)
            for path in ["title", "assignee", "owner"] { #expect(answer.body.contains(#""path":"\#(path)""#)) }
            #expect(!answer.body.contains("nobody"))
        }
    }

    @Test func `S3-25 F-32 an unknown error is a 500 whose text stays inside`() async throws {
        try await TestServer.run(routes: [CardRoutes()]) { server in
            let answer = try #require(try await server.get("/unknown-failure"))
            #expect(answer.status == 500)
            #expect(!answer.body.contains("postgres"))
            #expect(!answer.body.contains("UnknownFailure"))
        }
    }

    @Test func `S3-54 F-25 an unknown error is logged once, with its type, cause and correlation`() async throws {
        try await TestServer.run(routes: [CardRoutes()]) { server in
            _ = try await server.get("/unknown-failure", headers: "X-Correlation-ID: abc\r\n")
            let errors = server.logs.entries.filter { $0.level == .error }
            #expect(errors.count == 1)
            let record = try #require(errors.first)
            #expect(record.message == "request_failed")
            #expect((record.error as? UnknownFailure)?.secret == "postgres://user:pass@host")
            #expect(record.metadata["correlation_id"] == "abc")
        }
    }

    @Test func `S3-54 a declared error passes through and is no ERROR in the log`() async throws {
        try await TestServer.run(routes: [CardRoutes()]) { server in
            let answer = try #require(try await server.get("/known-failure"))
            #expect(answer.status == 404)
            #expect(answer.body.contains(#""details":{"resource_type":"Card","identifier":"12"}"#))
            #expect(!server.logs.entries.contains { $0.level >= .warning })
        }
    }

    @Test func `a declared error that is the service's fault is logged once as a warning with its cause`() async throws
    {
        let routes = Declared {
            $0.get("full", summary: "Full", access: .public) { _ -> PlainText in throw StorageFull() }
        }
        try await TestServer.run(routes: [routes]) { server in
            let answer = try #require(try await server.get("/full"))
            #expect(answer.status == 503)
            #expect(!answer.body.contains("sda1"))
            let records = server.logs.entries.filter { $0.level >= .warning }
            #expect(records.map(\.message) == ["request_failed"])
            #expect(records.map(\.level) == [.warning])
            #expect(records.first?.error is StorageFull)
        }
    }

    @Test func `S0-03 a handler that throws does not end the service`() async throws {
        try await TestServer.run(routes: [CardRoutes()]) { server in
            try await RawConnection.open(server.port) { connection in
                let failing = "GET /unknown-failure HTTP/1.1\r\nHost: h\r\n\r\n"
                let working = "GET /text HTTP/1.1\r\nHost: h\r\n\r\n"
                let failed = try #require(try await connection.exchange(failing))
                let worked = try #require(try await connection.exchange(working))
                #expect(failed.status == 500)
                #expect(worked.status == 200)
            }
        }
    }
}

/// A failure that the client can only wait for.
private struct StorageFull: ProblemConvertible {
    let device = "sda1"
    var problem: Problem { .unavailable() }
}
