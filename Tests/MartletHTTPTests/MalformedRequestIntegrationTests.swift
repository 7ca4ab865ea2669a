import MartletHTTP
import Testing

@Suite(.timeLimit(.minutes(10))) struct MalformedRequestIntegrationTests {
    /// Bytes in, status out; every one is a problem and closes the connection.
    static let table: [(name: String, bytes: String, status: Int)] = [
        ("no Host", "GET /text HTTP/1.1\r\n\r\n", 400),
        ("two Hosts", "GET /text HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400),
        ("empty Host", "GET /text HTTP/1.1\r\nHost:\r\n\r\n", 400),
        ("Host with a path", "GET /text HTTP/1.1\r\nHost: a/b\r\n\r\n", 400),
        ("Host with user information", "GET /text HTTP/1.1\r\nHost: me@a\r\n\r\n", 400),
        ("no version", "GET /text\r\n\r\n", 505),
        ("HTTP/2.0", "GET /text HTTP/2.0\r\nHost: a\r\n\r\n", 505),
        ("HTTP/9.9", "GET /text HTTP/9.9\r\nHost: a\r\n\r\n", 505),
        ("not HTTP", "hello\r\n\r\n", 400),
        ("TLS", "\u{16}\u{03}\u{01}\u{00}\u{A5}\r\n\r\n", 400),
        ("a target without slash", "GET text HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("a control character in the target", "GET /te\u{01}xt HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("a space before the colon", "GET /text HTTP/1.1\r\nHost : a\r\n\r\n", 400),
        ("a header without colon", "GET /text HTTP/1.1\r\nHost: a\r\nbroken\r\n\r\n", 400),
        ("NUL in a header", "GET /text HTTP/1.1\r\nHost: a\r\nX: a\u{00}b\r\n\r\n", 400),
        ("bare CR in a header", "GET /text HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n", 400),
        ("two lengths", "POST /raw HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400),
        ("a negative length", "POST /raw HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400),
        ("a length with a plus", "POST /raw HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\na", 400),
        (
            "length and coding",
            "POST /raw HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400
        ),
        ("chunked in HTTP/1.0", "POST /raw HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        (
            "an unknown coding", "POST /raw HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
            501
        ),
        ("a malformed chunk", "POST /raw HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
        ("an unknown expectation", "POST /raw HTTP/1.1\r\nHost: a\r\nExpect: tea\r\nContent-Length: 1\r\n\r\na", 417),
        ("a target too long", "GET /\(String(repeating: "a", count: 9000)) HTTP/1.1\r\nHost: a\r\n\r\n", 414),
        (
            "a header too long", "GET /text HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "a", count: 17000))\r\n\r\n",
            431
        ),
        (
            "too many headers",
            "GET /text HTTP/1.1\r\nHost: a\r\n\(String(repeating: "X: a\r\n", count: 120))\r\n", 431
        ),
        (
            "headers too long together",
            "GET /text HTTP/1.1\r\nHost: a\r\n\(String(repeating: "X: \(String(repeating: "a", count: 4000))\r\n", count: 9))\r\n",
            431
        ),
    ]

    @Test(arguments: table)
    func `what is not HTTP is answered with a problem and the connection ends`(
        name: String,
        bytes: String,
        status: Int
    ) async throws {
        try await TestServer.run(routes: [CardRoutes()]) { server in
            try await RawConnection.open(server.port) { connection in
                let answer = try #require(try await connection.exchange(bytes), "\(name): no answer")
                #expect(answer.status == status, "\(name)")
                #expect(answer["content-type"] == "application/problem+json", "\(name)")
                #expect(answer.body.contains("correlation_id"), "\(name)")
                #expect(answer["connection"] == "close", "\(name)")
                let isClosed = try await connection.isClosedByServer()
                #expect(isClosed, "\(name)")
            }
        }
    }

    @Test(arguments: [
        "GET /text HTTP/1.1\r\nHost: [::1]:80\r\n\r\n",
        "GET http://example.org/text HTTP/1.1\r\nHost: example.org\r\n\r\n",
        "GET /text HTTP/1.1\r\nHOST:a\r\n\r\n",
        "\r\nGET /text HTTP/1.1\r\nHost: a\r\n\r\n",
    ])
    func `what is unusual but right is served`(bytes: String) async throws {
        try await TestServer.run(routes: [CardRoutes()]) { server in
            let answer = try #require(try await server.exchange(bytes))
            #expect(answer.status == 200)
        }
    }

    @Test func `what was pipelined before a malformed request is answered first`() async throws {
        try await TestServer.run(routes: [CardRoutes()]) { server in
            try await RawConnection.open(server.port) { connection in
                try await connection.send("GET /text HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\n\r\n")
                let first = try #require(try await connection.answer())
                let second = try #require(try await connection.answer())
                #expect(first.status == 200)
                #expect(second.status == 400)
            }
        }
    }

    @Test(arguments: [
        ("GET /text HTT", 408), ("POST /raw HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nab", 408),
    ])
    func `a request that does not go on is answered and closed`(bytes: String, status: Int) async throws {
        var configuration = HTTPServerConfiguration()
        configuration.headTimeout = .milliseconds(50)
        configuration.bodyTimeout = .milliseconds(50)
        try await TestServer.run(configuration, routes: [CardRoutes()]) { server in
            try await RawConnection.open(server.port) { connection in
                let answer = try #require(try await connection.exchange(bytes))
                #expect(answer.status == status)
                let isClosed = try await connection.isClosedByServer()
                #expect(isClosed)
            }
        }
    }

    @Test func `a connection without a request is closed without a word`() async throws {
        try await TestServer.run(Self.impatient, routes: [CardRoutes()]) { server in
            try await RawConnection.open(server.port) { connection in
                let isClosed = try await connection.isClosedByServer()
                #expect(isClosed)
            }
        }
    }

    @Test func `an idle connection is closed without a word after its answer`() async throws {
        try await TestServer.run(Self.impatient, routes: [CardRoutes()]) { server in
            // The client may be too late for its first request, which proves nothing; the next connection tries again.
            var answered = false
            while !answered {
                try await RawConnection.open(server.port) { connection in
                    let answer = try? await connection.exchange("GET /text HTTP/1.1\r\nHost: h\r\n\r\n")
                    answered = answer?.status == 200
                    let isClosed = try await connection.isClosedByServer()
                    #expect(isClosed)
                }
            }
        }
    }

    /// Closes idle connections at once.
    private static var impatient: HTTPServerConfiguration {
        var configuration = HTTPServerConfiguration()
        configuration.idleTimeout = .milliseconds(50)
        return configuration
    }
}
