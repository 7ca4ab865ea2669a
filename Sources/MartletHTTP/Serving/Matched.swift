/// What a match means for the rest of the request.
struct Matched {
    let endpoint: Endpoint?
    let metrics: RouteMetrics
    let parameters: [(name: String, value: String)]

    init(_ match: RouteTable.Match, unmatched: RouteMetrics) {
        if case .endpoint(let endpoint, let parameters) = match {
            self.endpoint = endpoint
            self.parameters = parameters
            metrics = endpoint.metrics
        } else {
            endpoint = nil
            parameters = []
            metrics = unmatched
        }
    }
}
