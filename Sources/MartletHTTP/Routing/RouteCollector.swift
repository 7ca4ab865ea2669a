/// Takes the routes while features declare them.
final class RouteCollector {
    private(set) var routes: [Route] = []

    func add(_ route: Route) {
        routes.append(route)
    }

    /// Lets features declare their routes.
    func collect(_ features: [any Routes]) {
        for feature in features { register(feature) }
    }

    private func register(_ feature: some Routes) {
        feature.register(on: RouteGroup(collector: self))
    }
}

@available(*, unavailable)
extension RouteCollector: Sendable {}
