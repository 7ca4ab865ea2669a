import MartletContext
import MartletHTTP
import MartletTesting
import Testing

@Suite(.timeLimit(.minutes(10))) struct PhasesIntegrationTests {
    @Test func `the port answers 503 until the service is ready, and health at once`() async throws {
        try await TestServer.run(isReady: false, routes: [CardRoutes()]) { server in
            let early = try #require(try await server.get("/text"))
            #expect(early.status == 503)
            #expect(early["retry-after"] == "1")
            #expect(early.body.contains(#""error":"UnavailableError""#))
            let live = try #require(try await server.get("/health/live"))
            #expect(live.status == 200)
            let notReady = try #require(try await server.get("/health/ready"))
            #expect(notReady.status == 503)
            server.server.ready()
            let served = try #require(try await server.get("/text"))
            #expect(served.status == 200)
            let ready = try #require(try await server.get("/health/ready"))
            #expect(ready.status == 200)
        }
    }

    @Test func `draining finishes what is in flight, says so, and closes what is idle`() async throws {
        let routes = CardRoutes()
        try await TestServer.run(routes: [routes]) { server in
            try await RawConnection.open(server.port) { idle in
                _ = try await idle.exchange("GET /text HTTP/1.1\r\nHost: h\r\n\r\n")
                try await RawConnection.open(server.port) { busy in
                    try await busy.send("GET /wait HTTP/1.1\r\nHost: h\r\n\r\n")
                    try await routes.started.wait()
                    async let drained: Void = server.server.drain(until: .after(.seconds(30)))
                    let isClosed = try await idle.isClosedByServer()
                    #expect(isClosed)
                    routes.finish.send()
                    let answer = try #require(try await busy.answer())
                    #expect(answer.status == 200)
                    #expect(answer["connection"] == "close")
                    let isBusyClosed = try await busy.isClosedByServer()
                    #expect(isBusyClosed)
                    await drained
                }
            }
            #expect(server.server.port == nil)
        }
    }

    @Test func `readiness is off while the drain delay lasts, and the server still serves`() async throws {
        let clock = TestClock()
        var configuration = HTTPServerConfiguration()
        configuration.drainDelay = .seconds(5)
        try await TestServer.run(configuration, clock: clock, routes: [CardRoutes()]) { server in
            let context = Context(clock: clock)
            async let drained: Void = context.run { await server.server.drain(until: .after(.seconds(25))) }
            // The watch over deadlines sleeps, and the drain does.
            try await clock.waitForSleepers(2)
            let ready = try #require(try await server.get("/health/ready"))
            #expect(ready.status == 503)
            let served = try #require(try await server.get("/text"))
            #expect(served.status == 200)
            clock.advance(by: .seconds(5))
            await drained
        }
    }

    @Test func `what does not end by the drain's deadline is ended`() async throws {
        let clock = TestClock()
        let routes = CardRoutes()
        try await TestServer.run(clock: clock, routes: [routes]) { server in
            try await RawConnection.open(server.port) { busy in
                try await busy.send("GET /wait HTTP/1.1\r\nHost: h\r\n\r\n")
                try await routes.started.wait()
                let context = Context(clock: clock)
                async let drained: Void = context.run { await server.server.drain(until: .after(.seconds(10))) }
                try await clock.waitForSleepers(2)
                clock.advance(by: .seconds(10))
                await drained
                try await routes.cancelled.wait()
                let isClosed = try await busy.isClosedByServer()
                #expect(isClosed)
            }
        }
    }

    @Test func `a handler that does not end by its deadline is cancelled and answered with 504`() async throws {
        let clock = TestClock()
        let routes = CardRoutes()
        try await TestServer.run(clock: clock, routes: [routes]) { server in
            try await RawConnection.open(server.port) { connection in
                try await connection.send("GET /wait HTTP/1.1\r\nHost: h\r\nX-Correlation-ID: slow\r\n\r\n")
                try await routes.started.wait()
                try await clock.waitForSleepers(1)
                clock.advance(by: .seconds(30))
                let answer = try #require(try await connection.answer())
                #expect(answer.status == 504)
                #expect(answer["x-correlation-id"] == "slow")
                #expect(answer.body.contains(#""error":"DeadlineError""#))
                try await routes.cancelled.wait()
                let isClosed = try await connection.isClosedByServer()
                #expect(isClosed)
            }
        }
    }

    @Test func `several servers run in one process`() async throws {
        try await TestServer.run(routes: [CardRoutes()]) { first in
            try await TestServer.run(routes: [
                Declared { $0.get("admin", summary: "", access: .public) { _ in PlainText("") } }
            ]) { second in
                #expect(first.port != second.port)
                let one = try #require(try await first.get("/admin"))
                let two = try #require(try await second.get("/admin"))
                #expect(one.status == 404)
                #expect(two.status == 200)
            }
        }
    }

    @Test func `a port in use is told with its number`() async throws {
        try await TestServer.run(routes: [CardRoutes()]) { first in
            let second = HTTPServer(HTTPServerConfiguration(port: first.port)) { CardRoutes() }
            let error = await #expect(throws: HTTPServerError.self) { try await second.bind() }
            #expect(error?.code == .cannotBind)
            #expect(
                error?.message == """
                    Cannot listen on 127.0.0.1:\(first.port): Address already in use (errno 98). Choose another port or stop what \
                    uses it.
                    """
            )
        }
    }

    @Test func `a server that was not bound does not run`() async throws {
        let server = HTTPServer { CardRoutes() }
        let error = await #expect(throws: HTTPServerError.self) { try await server.run() }
        #expect(error?.code == .wrongPhase)
    }
}
