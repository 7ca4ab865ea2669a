import MartletHTTP
import MartletPayload
import MetricsTestKit
import NIOCore
import Testing

/// The bodies of all requests in flight have a bound together, beside the bound of each.
@Suite(.timeLimit(.minutes(10))) struct BodyBudgetIntegrationTests {
    /// Takes a body and holds it until the test lets go.
    private static func holding(_ started: Signal, _ finish: Signal) -> Declared<RequestContext> {
        Declared { routes in
            routes.post("hold", summary: "Holds a body", access: .public) { (body: ByteBuffer, _) in
                started.send()
                try await finish.wait()
                return PlainText("held \(body.readableBytes)")
            }
        }
    }

    private static func post(_ path: String, announcing length: Int, _ body: String) -> String {
        "POST \(path) HTTP/1.1\r\nHost: h\r\nContent-Length: \(length)\r\n\r\n\(body)"
    }

    private static let configuration = HTTPServerConfiguration(bodyBudget: 100, retryAfter: .seconds(3))

    @Test func `a body beyond the budget is refused with 503 and Retry-After, and fits again when another has gone`()
        async throws
    {
        let (started, finish) = (Signal(), Signal())
        let routes: [any Routes] = [CardRoutes(), Self.holding(started, finish)]
        try await TestServer.run(Self.configuration, routes: routes) { server in
            try await RawConnection.open(server.port) { holder in
                let held = String(repeating: "x", count: 80)
                try await holder.send(Self.post("/hold", announcing: 80, held))
                try await started.wait()
                try await RawConnection.open(server.port) { connection in
                    let body = String(repeating: "y", count: 30)
                    let answer = try await connection.exchange(Self.post("/raw", announcing: 30, body))
                    #expect(answer?.status == 503)
                    #expect(answer?["retry-after"] == "3")
                    #expect(answer?["connection"] == "close")
                    #expect(answer?["content-type"] == "application/problem+json")
                    #expect(answer?.body.contains(#""error":"OverloadError""#) == true)
                    let isClosed = try await connection.isClosedByServer()
                    #expect(isClosed)
                }
                #expect(try await server.post("/raw", String(repeating: "z", count: 20))?.status == 200)
                #expect(try await server.get("/text")?.status == 200, "a request without a body needs no budget")
                #expect(try server.metrics.expectCounter("http.request.bodies.refused").totalValue == 1)
                finish.send()
                let answer = try await holder.answer()
                #expect(answer?.body == "held 80")
                // The connection goes on: its next body is counted anew.
                let next = try await holder.exchange(Self.post("/raw", announcing: 80, held))
                #expect(next?.status == 200)
            }
            #expect(try server.metrics.expectGauge("http.request.body.bytes").lastValue == 0)
        }
    }

    @Test func `a body is refused where it goes beyond the budget, and the bytes it took are free at once`()
        async throws
    {
        try await TestServer.run(Self.configuration, routes: [CardRoutes()]) { server in
            try await RawConnection.open(server.port) { connection in
                try await connection.send("POST /raw HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n")
                let chunk = "32\r\n\(String(repeating: "x", count: 50))\r\n"
                for _ in 1...3 { try await connection.send(chunk) }
                let answer = try await connection.answer()
                #expect(answer?.status == 503)
            }
            #expect(try await server.post("/raw", String(repeating: "z", count: 100))?.status == 200)
        }
    }

    @Test func `who announces a body and does not send it takes nothing from others`() async throws {
        try await TestServer.run(Self.configuration, routes: [CardRoutes()]) { server in
            try await RawConnection.open(server.port) { connection in
                try await connection.send(Self.post("/raw", announcing: 100, "x"))
                #expect(try await server.post("/raw", String(repeating: "z", count: 90))?.status == 200)
            }
        }
    }

    @Test func `requests pipelined before a refused body are answered first`() async throws {
        try await TestServer.run(Self.configuration, routes: [CardRoutes()]) { server in
            try await RawConnection.open(server.port) { connection in
                let body = String(repeating: "x", count: 101)
                try await connection.send(
                    "GET /text HTTP/1.1\r\nHost: h\r\n\r\n" + Self.post("/raw", announcing: 101, body)
                )
                let first = try await connection.answer()
                #expect(first?.status == 200)
                let second = try await connection.answer()
                #expect(second?.status == 503)
            }
        }
    }

    @Test func `a client that leaves gives back what its body took`() async throws {
        let (started, finish) = (Signal(), Signal())
        try await TestServer.run(Self.configuration, routes: [CardRoutes(), Self.holding(started, finish)]) { server in
            try await RawConnection.open(server.port) { connection in
                try await connection.send(Self.post("/hold", announcing: 80, String(repeating: "x", count: 80)))
                try await started.wait()
            }
            let body = String(repeating: "z", count: 100)
            while try await server.post("/raw", body)?.status == 503 { await Task.yield() }
            #expect(try await server.post("/raw", body)?.status == 200)
        }
    }

    @Test func `access is decided before the budget`() async throws {
        let route = Declared { routes in
            routes.post("members", summary: "For members", access: .permission("post")) { (_: ByteBuffer, _) in
                PlainText("ok")
            }
        }
        try await TestServer.run(Self.configuration, authenticator: TestAuthenticator(), routes: [route]) { server in
            let answer = try await server.post("/members", String(repeating: "x", count: 101))
            #expect(answer?.status == 401)
        }
    }
}
