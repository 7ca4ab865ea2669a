import Martlet
import MartletTesting
import StandIns
import Testing

/// Who may speak with the stand-ins, which know no secret that is one.
@Suite(.timeLimit(.minutes(10)))
struct StandInAccessIntegrationTests {
    private static let token = "1000000001:stand-in-for-development-only"

    /// What a page of another site would ask for.
    private static let doors = [
        "GET /bot\(token)/setWebhook?url=http://127.0.0.1:1/stolen", "GET /file/bot\(token)/photos/1.png",
        "POST /stand-in/messages", "PUT /stand-in/people/1", "POST /stand-in/people/1/messages",
        "POST /stand-in/people/1/presses", "GET /stand-in/people/1/events", "GET /stand-in/commands",
        "GET /stand-in/files/1", "POST /api/v1/jobs/createTask", "GET /api/v1/jobs/recordInfo",
        "GET /api/v1/chat/credit", "GET /stand-in/pictures/1.png",
    ]

    @Test(arguments: doors)
    func `a page of another site gets nothing from a stand-in, under whatever name it comes`(door: String) async throws
    {
        try await Self.with { server in
            for site in ["cross-site", "same-site"] {
                try await server.expect(403, of: door, host: "127.0.0.1:8080", "Sec-Fetch-Site: \(site)")
            }
            for host in ["evil.example", "127.0.0.1.evil.example:8080", "localhost.evil.example", "evil.example:127"] {
                try await server.expect(403, of: door, host: host)
                try await server.expect(403, of: door, host: host, "Sec-Fetch-Site: same-origin")
            }
        }
    }

    @Test(arguments: ["127.0.0.1:8080", "localhost:8080", "[::1]:8080", "localhost"])
    func `the chat page, a person and programs of this machine are let in`(host: String) async throws {
        try await Self.with { server in
            for header in ["Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: none", "Accept: */*"] {
                try await server.expect(200, of: "GET /stand-in/commands", host: host, header)
                try await server.expect(200, of: "GET /bot\(Self.token)/getMe", host: host, header)
            }
            // The page says nothing of anybody, and a link may lead to it.
            try await server.expect(200, of: "GET /", host: host, "Sec-Fetch-Site: cross-site")
        }
    }

    /// A server of both stand-ins and the page.
    private struct Server {
        let address: String

        /// Compares the status of the answer to a request with a `Host` and maybe another header.
        func expect(
            _ status: Int,
            of request: String,
            host: String,
            _ header: String = "Accept: */*"
        ) async throws {
            let head = "\(request) HTTP/1.1\r\nHost: \(host)\r\n\(header)\r\nContent-Length: 0\r\n\r\n"
            let answer = try await RawRequest.status(of: head, at: address)
            #expect(answer == status, "\(request) for \(host), \(header)")
        }
    }

    private static func with(_ body: (Server) async throws -> Void) async throws {
        let server = HTTPServer(HTTPServerConfiguration(port: 0)) {
            StandInRoutes(TelegramStandIn(show: { _ in }))
            ProviderRoutes(ProviderStandIn())
            ChatPageRoutes()
        }
        try await server.bind()
        server.ready()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            defer { group.cancelAll() }
            try await body(Server(address: server.address ?? ""))
        }
    }
}
