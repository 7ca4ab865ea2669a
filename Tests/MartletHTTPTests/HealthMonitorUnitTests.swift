import Testing

@testable import MartletHTTP

@Suite(.timeLimit(.minutes(10))) struct HealthMonitorUnitTests {
    @Test func `a client that leaves during a round does not make the service look ill`() async throws {
        let monitor = HealthMonitor(checks: [HealthCheck("database") { try Task.checkCancellation() }])
        await withTaskGroup(of: Void.self) { clients in
            clients.cancelAll()
            clients.addTask { _ = await monitor.report() }
        }
        let report = await monitor.report()
        #expect(report.isHealthy)
    }
}
