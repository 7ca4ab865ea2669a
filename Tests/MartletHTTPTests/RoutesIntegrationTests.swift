import Logging
import MartletContext
import MartletHTTP
import MartletPayload
import MartletTesting
import NIOCore
import Testing

@Suite(.timeLimit(.minutes(10))) struct RoutesIntegrationTests {
    @Test func `a payload comes from the path and the query`() async throws {
        try await TestServer.run(routes: [CardRoutes()]) { server in
            let answer = try #require(try await server.get("/cards/12?title=Ship%20it+now"))
            #expect(answer.status == 200)
            #expect(answer["content-type"] == "application/json")
            #expect(answer.body == #"{"id":12,"title":"Ship it now"}"#)
        }
    }

    @Test func `a payload comes from the body, and a created thing is answered with 201 and its place`() async throws {
        try await TestServer.run(routes: [CardRoutes()]) { server in
            let answer = try #require(try await server.post("/cards", #"{"title":"Ship"}"#))
            #expect(answer.status == 201)
            #expect(answer["location"] == "/cards/7")
            #expect(answer.body == #"{"id":7,"title":"Ship"}"#)
        }
    }

    @Test func `text is answered as text`() async throws {
        try await TestServer.run(routes: [CardRoutes()]) { server in
            let answer = try #require(try await server.get("/text"))
            #expect(answer.status == 200)
            #expect(answer["content-type"] == "text/plain; charset=utf-8")
            #expect(answer.body == "ok")
            #expect(answer["date"] != nil)
        }
    }

    @Test func `a raw route gets the bytes and the headers`() async throws {
        try await TestServer.run(routes: [CardRoutes()]) { server in
            let answer = try #require(try await server.post("/raw", "not json", headers: "User-Agent: me\r\n"))
            #expect(answer.body == "8 bytes for me")
        }
    }

    @Test func `HEAD is answered as GET without the body`() async throws {
        try await TestServer.run(routes: [CardRoutes()]) { server in
            try await RawConnection.open(server.port) { connection in
                let head = "HEAD /text HTTP/1.1\r\nHost: test\r\n\r\n"
                let answer = try #require(try await connection.exchange(head, isHead: true))
                #expect(answer.status == 200)
                #expect(answer["content-length"] == "2")
                #expect(try await connection.exchange("GET /text HTTP/1.1\r\nHost: test\r\n\r\n")?.body == "ok")
            }
        }
    }

    @Test func `a trailing slash never redirects`() async throws {
        try await TestServer.run(routes: [CardRoutes()]) { server in
            let answer = try #require(try await server.get("/text/"))
            #expect(answer.status == 200)
        }
    }

    @Test func `a handler's surroundings are the request's`() async throws {
        let clock = TestClock()
        let routes = Declared { routes in
            routes.get("context", summary: "Context", access: .public, deadline: .seconds(3)) { _ in
                let context = Context.current
                let id = context.correlation?.description ?? "none"
                let logged = context.logger[metadataKey: "correlation_id"].map { "\($0)" } ?? "none"
                return PlainText("\(id) \(logged) \(context.deadline?.remaining ?? .zero)")
            }
        }
        try await TestServer.run(clock: clock, routes: [routes]) { server in
            let answer = try #require(try await server.get("/context", headers: "X-Correlation-ID: abc\r\n"))
            #expect(answer.body == "abc abc 3.0 seconds")
        }
    }

    @Test func `a route's own body limit counts`() async throws {
        let routes = Declared { routes in
            routes.post("small", summary: "Small", access: .public, bodyLimit: 20) { (payload: CardCreatePayload, _) in
                Accepted(payload)
            }
        }
        try await TestServer.run(routes: [routes]) { server in
            let fits = try #require(try await server.post("/small", #"{"title":"a"}"#))
            let large = try #require(try await server.post("/small", #"{"title":"aaaaaaaaaa"}"#))
            #expect(fits.status == 202)
            #expect(large.status == 413)
            #expect(large.body.contains(#""limit":20"#))
        }
    }

    @Test func `headers that a payload names are read`() async throws {
        let routes = Declared { routes in
            routes.get("header", summary: "Header", access: .public) { (payload: HeaderPayload, _) in payload }
        }
        try await TestServer.run(routes: [routes]) { server in
            let answer = try #require(try await server.get("/header", headers: "If-Match: v1\r\n"))
            #expect(answer.body == #"{"if-match":"v1"}"#)
            let missing = try #require(try await server.get("/header"))
            #expect(missing.status == 422)
        }
    }
}

private struct HeaderPayload: Payload {
    var version: String

    init(reading fields: inout some FieldReader) {
        version = fields.required("if-match", in: .header)
    }

    func write(to object: inout ObjectWriter) {
        object.field("if-match", version)
    }
}
