import InMemoryLogging
import Logging
import MartletContext
import MartletHTTP
import MartletTesting
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(10))) struct HealthIntegrationTests {
    private struct Broken: Error {
        let text = "postgres://user:pass@db"
    }

    @Test func `S1-52 health is 200 and healthy while its checks pass`() async throws {
        let check = HealthCheck("database") {}
        try await TestServer.run(healthChecks: [check], routes: []) { server in
            let answer = try #require(try await server.get("/health"))
            #expect(answer.status == 200)
            #expect(answer.body == #"{"status":"healthy","checks":[{"name":"database","status":"healthy"}]}"#)
        }
    }

    @Test func `S1-52 F-32 health is 503 when a check fails, names it and tells nothing from inside`() async throws {
        let checks = [HealthCheck("queue") {}, HealthCheck("database") { throw Broken() }]
        try await TestServer.run(healthChecks: checks, routes: []) { server in
            let answer = try #require(try await server.get("/health"))
            #expect(answer.status == 503)
            #expect(answer["content-type"] == "application/problem+json")
            #expect(answer.body.contains(#"{"name":"database","status":"unhealthy"}"#))
            #expect(answer.body.contains(#"{"name":"queue","status":"healthy"}"#))
            #expect(!answer.body.contains("postgres"))
            #expect(server.logs.entries.count { $0.message == "health_check_failed" } == 1)
        }
    }

    @Test func `S3-69 C-27 liveness and readiness answer apart from health`() async throws {
        let check = HealthCheck("database") { throw Broken() }
        try await TestServer.run(healthChecks: [check], isReady: false, routes: []) { server in
            let live = try #require(try await server.get("/health/live"))
            #expect(live.status == 200)
            #expect(live.body == #"{"status":"live"}"#)
            let notReady = try #require(try await server.get("/health/ready"))
            #expect(notReady.status == 503)
            server.server.ready()
            let ready = try #require(try await server.get("/health/ready"))
            #expect(ready.status == 200)
            #expect(ready.body == #"{"status":"ready"}"#)
        }
    }

    @Test func `F-39 a check that does not end has failed at its time limit`() async throws {
        let clock = TestClock()
        let started = Signal()
        let check = HealthCheck("stuck", timeout: .seconds(1)) {
            started.send()
            try await Signal().wait()
        }
        try await TestServer.run(clock: clock, healthChecks: [check], routes: []) { server in
            async let asked = server.get("/health")
            try await started.wait()
            // The watch over deadlines sleeps, and the check's time limit does.
            try await clock.waitForSleepers(2)
            clock.advance(by: .seconds(1))
            let answer = try #require(try await asked)
            #expect(answer.status == 503)
            #expect(answer.body.contains("stuck"))
        }
    }

    @Test func `F-39 a result is remembered for a while, and asked for again after it`() async throws {
        let clock = TestClock()
        let runs = Atomic(0)
        let check = HealthCheck("counted") { runs.add(1, ordering: .relaxed) }
        try await TestServer.run(clock: clock, healthChecks: [check], routes: []) { server in
            for _ in 1...3 { _ = try await server.get("/health") }
            #expect(runs.load(ordering: .relaxed) == 1)
            clock.advance(by: .seconds(2))
            _ = try await server.get("/health")
            #expect(runs.load(ordering: .relaxed) == 2)
        }
    }
}
