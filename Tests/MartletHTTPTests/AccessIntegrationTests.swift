import MartletHTTP
import MartletPayload
import Testing

@Suite(.timeLimit(.minutes(10))) struct AccessIntegrationTests {
    @Test func `a route without an access rule does not start the server and is named`() async throws {
        let server = HTTPServer { Declared { $0.get("open/:id", summary: "Nobody said who") { _ in PlainText("") } } }
        let error = await #expect(throws: HTTPServerError.self) { try await server.bind() }
        #expect(error?.code == .routeWithoutAccess)
        #expect(error?.message.contains("GET /open/:id") == true)
        #expect(server.port == nil)
    }

    @Test func `a route declared twice does not start the server and is named`() async throws {
        let server = HTTPServer {
            Declared { routes in
                routes.get("cards", summary: "One", access: .public) { _ in PlainText("") }
                routes.group("cards", access: .public) { $0.get(summary: "Two") { _ in PlainText("") } }
            }
        }
        let error = await #expect(throws: HTTPServerError.self) { try await server.bind() }
        #expect(error?.code == .routeConflict)
        #expect(error?.message.contains("GET /cards") == true)
    }

    @Test func `a route that another one hides does not start the server`() async throws {
        let server = HTTPServer {
            Declared { routes in
                routes.get("cards/:id", summary: "One", access: .public) { _ in PlainText("") }
                routes.delete("cards/:card", summary: "Two", access: .public) { _ in PlainText("") }
            }
        }
        let error = await #expect(throws: HTTPServerError.self) { try await server.bind() }
        #expect(error?.code == .routeConflict)
    }

    @Test func `a permission without an authenticator does not start the server`() async throws {
        let server = HTTPServer {
            Declared { $0.get("cards", summary: "Cards", access: .permission("cards")) { _ in PlainText("") } }
        }
        let error = await #expect(throws: HTTPServerError.self) { try await server.bind() }
        #expect(error?.code == .noAuthenticator)
    }

    @Test(arguments: [("", 401), ("Authorization: ada\r\n", 200), ("Authorization: bob\r\n", 403)])
    func `a permission is asked of the principal`(headers: String, status: Int) async throws {
        let routes = Declared(MemberContext.self) { routes in
            routes.get("cards", summary: "Cards", access: .permission("cards")) { context in
                PlainText("for \(context.member.id)")
            }
        }
        try await TestServer.run(authenticator: TestAuthenticator(), routes: [routes]) { server in
            let answer = try #require(try await server.get("/cards", headers: headers))
            #expect(answer.status == status)
            #expect((answer["www-authenticate"] == #"Bearer realm="test""#) == (status == 401))
            #expect(answer.body.contains(status == 200 ? "for ada" : "correlation_id"))
        }
    }

    @Test(arguments: [("", 401), ("X-Secret: wrong\r\n", 401), ("X-Secret: right\r\n", 200)])
    func `a webhook is accepted with its secret only, and refused without a challenge`(
        headers: String,
        status: Int
    ) async throws {
        let verifier = SharedSecretHeader("X-Secret", secret: Secret("right"))
        let routes = Declared {
            $0.post("hook", summary: "Hook", access: .verified(by: verifier)) { (_, _) in PlainText("ok") }
        }
        try await TestServer.run(routes: [routes]) { server in
            let answer = try #require(try await server.post("/hook", "{}", headers: headers))
            #expect(answer.status == status)
            #expect(answer["www-authenticate"] == nil)
            #expect(!answer.body.contains("right"))
        }
    }

    @Test func `an empty secret accepts nothing`() async throws {
        let verifier = SharedSecretHeader("X-Secret", secret: Secret(""))
        let routes = Declared {
            $0.post("hook", summary: "Hook", access: .verified(by: verifier)) { (_, _) in PlainText("ok") }
        }
        try await TestServer.run(routes: [routes]) { server in
            let answer = try #require(try await server.post("/hook", "{}", headers: "X-Secret:\r\n"))
            #expect(answer.status == 401)
        }
    }

    @Test func `who may not call is told so before the body has arrived`() async throws {
        let verifier = SharedSecretHeader("X-Secret", secret: Secret("right"))
        let routes = Declared {
            $0.post("hook", summary: "Hook", access: .verified(by: verifier)) { (_, _) in PlainText("ok") }
        }
        try await TestServer.run(routes: [routes]) { server in
            let head = "POST /hook HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\n"
            let answer = try #require(try await server.exchange(head))
            #expect(answer.status == 401)
            #expect(answer["connection"] == "close")
        }
    }
}
