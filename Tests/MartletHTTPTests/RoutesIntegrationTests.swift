import MartletHTTP
import MartletPayload
import NIOCore
import Testing

@Suite(.timeLimit(.minutes(1))) struct RoutesIntegrationTests {
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
}
