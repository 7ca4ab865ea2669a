import MartletContext
import MartletHTTP
import MartletTesting
import NIOCore
import Testing

@Suite(.timeLimit(.minutes(10))) struct ConnectionIntegrationTests {
    static let text = "GET /text HTTP/1.1\r\nHost: h\r\n\r\n"

    @Test func `pipelined requests are answered in order`() async throws {
        try await TestServer.run(routes: [CardRoutes()]) { server in
            try await RawConnection.open(server.port) { connection in
                let numbers = Array(1...50)
                try await connection.send(numbers.map { "GET /cards/\($0) HTTP/1.1\r\nHost: h\r\n\r\n" }.joined())
                for number in numbers {
                    let answer = try #require(try await connection.answer())
                    #expect(answer.body.contains(#""id":\#(number),"#))
                }
            }
        }
    }

    @Test func `a head that comes byte by byte is read`() async throws {
        try await TestServer.run(routes: [CardRoutes()]) { server in
            try await RawConnection.open(server.port) { connection in
                for character in Self.text { try await connection.send(String(character)) }
                let answer = try #require(try await connection.answer())
                #expect(answer.status == 200)
            }
        }
    }

    @Test func `a chunked body is read, however it is cut`() async throws {
        try await TestServer.run(routes: [CardRoutes()]) { server in
            try await RawConnection.open(server.port) { connection in
                try await connection.send("POST /cards HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n")
                for part in ["3\r\n{\"t\r\n", "6\r\nitle\":\r\n", "7\r\n\"Ship\"}\r", "\n0\r\n\r\n"] {
                    try await connection.send(part)
                }
                let created = try #require(try await connection.answer())
                #expect(created.status == 201)
                let next = try #require(try await connection.exchange(Self.text))
                #expect(next.status == 200)
            }
        }
    }

    @Test(arguments: [
        ("GET /text HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", true),
        ("GET /text HTTP/1.0\r\n\r\n", true),
        ("GET /text HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", false),
        ("GET /text HTTP/1.1\r\nHost: h\r\n\r\n", false),
    ])
    func `a connection ends when the client or its version says so`(request: String, closes: Bool) async throws {
        try await TestServer.run(routes: [CardRoutes()]) { server in
            try await RawConnection.open(server.port) { connection in
                let answer = try #require(try await connection.exchange(request))
                #expect(answer.status == 200)
                #expect((answer["connection"] == "close") == closes)
                if closes {
                    let isClosed = try await connection.isClosedByServer()
                    #expect(isClosed)
                } else {
                    let next = try #require(try await connection.exchange(Self.text))
                    #expect(next.status == 200)
                }
            }
        }
    }

    @Test(arguments: ["Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n", "Upgrade: websocket\r\n"])
    func `an offer of another protocol is declined and the client told that the connection ends`(
        offer: String
    ) async throws {
        try await TestServer.run(routes: [CardRoutes()]) { server in
            try await RawConnection.open(server.port) { connection in
                let answer = try #require(
                    try await connection.exchange("GET /text HTTP/1.1\r\nHost: h\r\n\(offer)\r\n")
                )
                #expect(answer.status == 200)
                #expect(answer["connection"] == "close")
                let isClosed = try await connection.isClosedByServer()
                #expect(isClosed)
            }
        }
    }

    @Test(arguments: ["9223372036854775807", "9223372036854775808"])
    func `a length beyond all numbers is refused at once`(length: String) async throws {
        try await TestServer.run(routes: [CardRoutes()]) { server in
            let answer = try await server.exchange("POST /raw HTTP/1.1\r\nHost: h\r\nContent-Length: \(length)\r\n\r\n")
            #expect(answer?.status == 413)
        }
    }

    @Test func `nothing is served behind the last answer`() async throws {
        try await TestServer.run(routes: [CardRoutes()]) { server in
            try await RawConnection.open(server.port) { connection in
                try await connection.send("GET /text HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n" + Self.text)
                let answer = try #require(try await connection.answer())
                #expect(answer.status == 200)
                let isClosed = try await connection.isClosedByServer()
                #expect(isClosed)
            }
        }
    }

    @Test func `a body over the limit is refused before it has arrived, and the client can read why`() async throws {
        var configuration = HTTPServerConfiguration()
        configuration.bodyLimit = 1000
        try await TestServer.run(configuration, routes: [CardRoutes()]) { server in
            try await RawConnection.open(server.port) { connection in
                try await connection.send("POST /raw HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n")
                let chunk = "200\r\n\(String(repeating: "a", count: 512))\r\n"
                try await connection.send(chunk + chunk)
                let answer = try #require(try await connection.answer())
                #expect(answer.status == 413)
                #expect(answer["connection"] == "close")
                // The client goes on sending for a while, as real ones do; that costs it nothing but the connection.
                connection.sendAndForget(ByteBuffer(string: chunk))
                let isClosed = try await connection.isClosedByServer()
                #expect(isClosed)
            }
        }
    }

    @Test func `a large body is sent back whole`() async throws {
        let size = 1_000_000
        let routes = Declared {
            $0.post("echo", summary: "Echo", access: .public) { (body: ByteBuffer, _) in Bytes(body) }
        }
        try await TestServer.run(routes: [routes]) { server in
            let answer = try #require(try await server.post("/echo", String(repeating: "x", count: size)))
            #expect(answer.status == 200)
            #expect(answer.body.utf8.count == size)
        }
    }

    @Test func `a client that waits for 100 Continue gets it when the body is wanted`() async throws {
        try await TestServer.run(routes: [CardRoutes()]) { server in
            try await RawConnection.open(server.port) { connection in
                let head = "POST /raw HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"
                let interim = try #require(try await connection.exchange(head))
                #expect(interim.status == 100)
                let answer = try #require(try await connection.exchange("ab"))
                #expect(answer.status == 200)
            }
        }
    }

    @Test func `a client that waits for 100 Continue is refused when the body is not wanted`() async throws {
        try await TestServer.run(routes: [CardRoutes()]) { server in
            try await RawConnection.open(server.port) { connection in
                let head = "POST /raw HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 9000000\r\n\r\n"
                let answer = try #require(try await connection.exchange(head))
                #expect(answer.status == 413)
            }
        }
    }

    @Test func `a client that leaves cancels its handler`() async throws {
        let routes = CardRoutes()
        try await TestServer.run(routes: [routes]) { server in
            try await RawConnection.open(server.port) { connection in
                try await connection.send("GET /wait HTTP/1.1\r\nHost: h\r\n\r\n")
                try await routes.started.wait()
                try await connection.close()
            }
            try await routes.cancelled.wait()
        }
    }

    @Test func `S0-07 while one handler waits five seconds, another request is answered`() async throws {
        let clock = TestClock()
        let napping = Declared {
            $0.get("nap", summary: "Waits", access: .public) { _ in
                try await Context.current.clock.sleep(for: .seconds(5))
                return PlainText("waited")
            }
        }
        try await TestServer.run(clock: clock, routes: [CardRoutes(), napping]) { server in
            try await RawConnection.open(server.port) { waiting in
                try await waiting.send("GET /nap HTTP/1.1\r\nHost: h\r\n\r\n")
                try await clock.waitForSleeper(of: .seconds(5))
                let other = try #require(try await server.get("/text"))
                #expect(other.status == 200)
                // The handler still waits, and is answered once its time has come.
                try await clock.waitForSleeper(of: .seconds(5))
                clock.advance(by: .seconds(5))
                let answer = try #require(try await waiting.answer())
                #expect(answer.body == "waited")
            }
        }
    }

    @Test func `connections over the limit wait until others end`() async throws {
        var configuration = HTTPServerConfiguration()
        configuration.connectionLimit = 1
        try await TestServer.run(configuration, routes: [CardRoutes()]) { server in
            try await RawConnection.open(server.port) { first in
                let answer = try #require(try await first.exchange(Self.text))
                #expect(answer.status == 200)
                try await RawConnection.open(server.port) { second in
                    try await second.send(Self.text)
                    try await first.close()
                    let later = try #require(try await second.answer())
                    #expect(later.status == 200)
                }
            }
        }
    }

    @Test func `a client that does not read its answer is given up`() async throws {
        var configuration = HTTPServerConfiguration()
        configuration.writeTimeout = .milliseconds(50)
        let started = Signal()
        let routes = Declared {
            $0.get("large", summary: "Large", access: .public) { _ in
                started.send()
                return Bytes(ByteBuffer(repeating: 1, count: 64 << 20))
            }
        }
        try await TestServer.run(configuration, routes: [routes]) { server in
            try await RawConnection.open(server.port, reads: false) { connection in
                try await connection.send("GET /large HTTP/1.1\r\nHost: h\r\n\r\n")
                try await started.wait()
                // On this clock the deadline never comes: the drain ends because the connection does.
                await Context(clock: TestClock()).run { await server.server.drain(until: .after(.seconds(1))) }
            }
        }
    }
}
