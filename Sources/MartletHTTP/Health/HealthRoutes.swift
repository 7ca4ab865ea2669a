import HTTPTypes
import Logging
import MartletPayload

/// `/health/live`, `/health/ready` and `/health`, served in every phase; a probe that succeeds is told of at DEBUG.
struct HealthRoutes: Routes {
    let monitor: HealthMonitor
    let phase: ServerPhase
    let retryAfter: Duration

    func register(on routes: RouteGroup<RequestContext>) {
        routes.group("health", access: .public, logLevel: .debug) { routes in
            add("live", "Whether the process answers", to: routes) { HealthResponse(status: "live") }
            add("ready", "Whether the service takes requests", to: routes) {
                guard phase.now == .ready else {
                    let reason = phase.delay.map { ": \($0)" } ?? ""
                    throw Problem.unavailable(
                        "The service does not take requests now\(reason).",
                        retryAfter: retryAfter
                    )
                }
                return HealthResponse(status: "ready")
            }
            add("", "Whether the service and what it needs work", to: routes) {
                let report = await monitor.report()
                let checks = report.entries.map(HealthCheckResponse.init)
                if report.isHealthy { return HealthResponse(status: "healthy", checks: checks) }
                var problem = Problem.unavailable("A check of the service's health fails.", retryAfter: retryAfter)
                problem.details = .object { $0.field("checks", checks) }
                throw problem
            }
        }
    }

    private func add(
        _ path: String,
        _ summary: String,
        to routes: RouteGroup<RequestContext>,
        _ answer: @escaping @Sendable () async throws -> HealthResponse
    ) {
        routes.add(.get, path, summary, RouteOptions(), readsBody: false, isAlwaysServed: true) { _, _ in
            try Response(headers: [.cacheControl: "no-store"], encoding: try await answer())
        }
    }
}
