internal import Logging
internal import MartletContext
internal import Synchronization

/// One call with all its attempts, from its begin to its log record.
final class Call: Sendable {
    let client: String
    let request: HTTPClient.Request
    private let start = Context.current.clock.uptime
    private let attempts = Atomic(0)

    init(client: String, request: HTTPClient.Request) {
        self.client = client
        self.request = request
    }

    /// Notes that an attempt begins.
    func begin(_ attempt: Int) {
        attempts.store(attempt, ordering: .relaxed)
    }

    /// Writes the record of the call; who gets the error decides whether it is one for the operator.
    func record(_ outcome: Result<HTTPClient.Response, any Error>) {
        let context = Context.current
        var level = request.logLevel
        var metadata: Logger.Metadata = [
            "client": "\(client)",
            "method": "\(request.method)",
            "path": "\(request.path)",
            "attempts": .stringConvertible(attempts.load(ordering: .relaxed)),
            "duration_ms": .stringConvertible(Int((context.clock.uptime - start) / .milliseconds(1))),
        ]
        switch outcome {
        case .success(let response):
            metadata["status"] = .stringConvertible(response.status)
        case .failure(let error as HTTPClientError):
            level = max(level, .info)
            if let response = error.response { metadata["status"] = .stringConvertible(response.status) }
            metadata["failure"] = "\(error.code)"
            metadata["reason"] = "\(error.message)"
        case .failure:
            level = max(level, .info)
            metadata["failure"] = "cancelled"
        }
        context.logger.log(level: level, "http_call_completed", metadata: metadata)
    }
}
