import Glibc
import Martlet
import MartletTesting
import NIOCore
import Testing

/// The executable with nothing configured: a person asks for a picture and gets it.
@Suite(.timeLimit(.minutes(10)))
struct PictureJourneyTests {
    @Test func `S1-70 with nothing configured a prompt becomes a picture, and the provider calls back for it`()
        async throws
    {
        try await TemporaryDirectory.with { directory in
            let port = try await FreePort.find()
            let process = try ServiceProcess(
                "atelier",
                [],
                variables: ["ENVIRONMENT": "development", "HTTP_PORT": "\(port)", "ADMIN_HTTP_PORT": "0"],
                in: directory
            )
            defer { process.send(signal: SIGKILL) }
            let client = try HTTPClient("person", HTTPClientConfiguration(baseURL: try await process.address()))
            try await send(.put, "/stand-in/people/42", #"{"first_name":"Ada","language_code":"en"}"#, with: client)
            for text in ["/start", "/generate a red bird over the sea"] {
                try await send(.post, "/stand-in/people/42/messages", #"{"text":"\#(text)"}"#, with: client)
            }
            let events = try await eventually("the picture") {
                let path: RequestPath = "/stand-in/people/42/events?after=0&wait=0"
                let events = try await client.send(HTTPClient.Request(.get, path)).text
                return events.contains("Ready. 9 RUB taken, 91 RUB left.") ? events : nil
            }
            #expect(events.contains("a red bird over the sea\\nZ-Image · 1:1 · 9 RUB"))
            let callbacks = process.records(of: "request_completed").filter { $0.contains("kie/callback") }
            #expect(callbacks.contains { $0.contains(#""status":200"#) })
            try await client.shutdown()
            process.send(signal: SIGTERM)
            #expect(await process.exit() == 0)
        }
    }

    private func send(
        _ method: HTTPClient.Method,
        _ path: RequestPath,
        _ json: String,
        with client: HTTPClient
    ) async throws {
        var request = HTTPClient.Request(method, path, body: ByteBuffer(string: json))
        request.headers["Content-Type"] = "application/json"
        let response = try await client.send(request)
        #expect(response.isSuccess, "\(response.text)")
    }
}
