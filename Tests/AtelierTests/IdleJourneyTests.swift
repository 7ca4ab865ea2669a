import Glibc
import Martlet
import MartletTesting
import NIOCore
import Testing

/// The executable while nobody wants anything of it.
@Suite(.timeLimit(.minutes(10)))
struct IdleJourneyTests {
    @Test func `polls of the page, probes and metrics leave no record at INFO unless they fail`() async throws {
        try await TemporaryDirectory.with { directory in
            let (port, adminPort) = (try await FreePort.find(), try await FreePort.find())
            let variables = [
                "ENVIRONMENT": "development", "HTTP_PORT": "\(port)", "ADMIN_HTTP_PORT": "\(adminPort)",
                "LOG_FORMAT": "json",
            ]
            let process = try ServiceProcess("atelier", [], variables: variables, in: directory)
            defer { process.send(signal: SIGKILL) }
            let page = try HTTPClient("page", HTTPClientConfiguration(baseURL: try await process.address()))
            let admin = try HTTPClient("admin", HTTPClientConfiguration(baseURL: "http://127.0.0.1:\(adminPort)"))
            var request = HTTPClient.Request(
                .put,
                "/stand-in/people/42",
                body: ByteBuffer(string: #"{"first_name":"A"}"#)
            )
            request.headers["Content-Type"] = "application/json"
            #expect(try await page.send(request).status == 200)
            for path in ["/stand-in/people/42/events?wait=0", "/health/live", "/health/ready", "/health"]
                as [RequestPath]
            {
                for _ in 1...3 { #expect(try await page.send(HTTPClient.Request(.get, path)).status == 200) }
            }
            #expect(try await admin.send(HTTPClient.Request(.get, "/metrics")).status == 200)
            #expect(try await page.send(HTTPClient.Request(.get, "/stand-in/people/43/events?wait=0")).status == 404)
            let records = try await eventually("the record of the failure") {
                // At the start the menu of commands is set.
                let records = process.records(of: "request_completed").filter { !$0.contains("/bot{token}") }
                return records.contains { $0.contains(#""status":404"#) } ? records : nil
            }
            #expect(records.count == 2, "\(records)")
            #expect(records.first?.contains(#""method":"PUT""#) == true)
            try await page.shutdown()
            try await admin.shutdown()
        }
    }
}
