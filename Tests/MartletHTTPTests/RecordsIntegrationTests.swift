import InMemoryLogging
import Logging
import MartletHTTP
import MetricsTestKit
import Testing

@Suite(.timeLimit(.minutes(10))) struct RecordsIntegrationTests {
    @Test func `S3-33 a valid correlation id is echoed`() async throws {
        try await TestServer.run(routes: [CardRoutes()]) { server in
            let answer = try #require(try await server.get("/text", headers: "X-Correlation-ID: order-12.a_b\r\n"))
            #expect(answer["x-correlation-id"] == "order-12.a_b")
        }
    }

    @Test(arguments: [
        "X-Correlation-ID: no spaces\r\n", "X-Correlation-ID: \(String(repeating: "a", count: 129))\r\n", "",
    ])
    func `S3-33 a missing or invalid correlation id is replaced`(headers: String) async throws {
        try await TestServer.run(routes: [CardRoutes()]) { server in
            let answer = try #require(try await server.get("/text", headers: headers))
            let id = try #require(answer["x-correlation-id"])
            #expect(id.count == 32)
            let isHexadecimal = id.allSatisfy { $0.isHexDigit }
            #expect(isHexadecimal)
        }
    }

    @Test func `S3-33 the trace id of a traceparent is the correlation id`() async throws {
        try await TestServer.run(routes: [CardRoutes()]) { server in
            let parent = "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r\n"
            let answer = try #require(try await server.get("/text", headers: parent))
            #expect(answer["x-correlation-id"] == "4bf92f3577b34da6a3ce929d0e0e4736")
        }
    }

    @Test func `a request leaves one record at its start and one at its end, with what the handler noted`() async throws
    {
        try await TestServer.run(routes: [CardRoutes()]) { server in
            _ = try await server.get("/cards/12", headers: "X-Correlation-ID: abc\r\n")
            let started = server.logs.entries.filter { $0.message == "request_started" }
            let completed = server.logs.entries.filter { $0.message == "request_completed" }
            #expect(started.map(\.level) == [.debug])
            #expect(completed.map(\.level) == [.info])
            let record = try #require(completed.first?.metadata)
            #expect(record["method"] == "GET")
            #expect(record["route"] == "/cards/:id")
            #expect("\(record["status"] ?? "")" == "200")
            #expect("\(record["card"] ?? "")" == "12")
            #expect(record["correlation_id"] == "abc")
            #expect(record["duration_ms"] != nil)
        }
    }

    @Test func `a quiet route tells of success at its level, of failure at INFO, and health is quiet`() async throws {
        try await TestServer.run(routes: [CardRoutes()]) { server in
            let paths = [
                "/quiet/inside/1", "/quiet/inside/0", "/quiet/loud", "/health/live", "/health/ready", "/health",
            ]
            for path in paths { _ = try await server.get(path) }
            let completed = server.logs.entries.filter { $0.message == "request_completed" }
            #expect(completed.map { "\($0.metadata["status"] ?? "")" } == ["200", "422", "200", "200", "200", "200"])
            #expect(completed.map(\.level) == [.debug, .info, .notice, .debug, .debug, .debug])
        }
    }

    @Test func `metrics are labelled with patterns, never with paths`() async throws {
        try await TestServer.run(routes: [CardRoutes()]) { server in
            for path in ["/cards/1", "/cards/2", "/cards/0", "/nowhere/1", "/nowhere/2"] {
                _ = try await server.get(path)
            }
            func count(_ method: String, _ route: String, _ status: Int) throws -> Int64 {
                let labels = [("method", method), ("route", route), ("status", "\(status)")]
                return try server.metrics.expectCounter("http.requests", labels).totalValue
            }
            #expect(try count("GET", "/cards/:id", 200) == 2)
            #expect(try count("GET", "/cards/:id", 422) == 1)
            #expect(try count("any", "(none)", 404) == 2)
            let labels = [("method", "GET"), ("route", "/cards/:id")]
            #expect(try server.metrics.expectTimer("http.request.duration", labels).values.count == 3)
            #expect(try server.metrics.expectGauge("http.connections.active").lastValue != nil)
        }
    }
}
