import HTTPTypes
/// A route with everything decided: its access rule, its limits and its metrics.
final class Endpoint: Sendable {
    let route: Route
    let access: AccessRule
    let deadline: Duration
    let bodyLimit: Int
    let metrics: RouteMetrics

    init(_ route: Route, access: AccessRule, configuration: HTTPServerConfiguration, metrics: ServerMetrics) {
        self.route = route
        self.access = access
        deadline = route.options.deadline ?? configuration.handlerDeadline
        bodyLimit = route.options.bodyLimit ?? configuration.bodyLimit
        self.metrics = metrics.route(method: route.method.rawValue, pattern: route.pattern)
    }
}
