import HTTPTypes
import Logging
import MartletContext
import MartletPayload
import MartletResilience
import NIOCore

/// Turns what a handler, or anything before it, threw into the client's answer.
struct FailureAnswer {
    let authenticator: (any Authenticator)?

    /// The request that failed.
    let request: RequestContext

    /// Who made it, where that was found out.
    let principal: (any Principal)?

    /// Returns the answer; what the operator has to know is logged here, once, and told to nobody else.
    func response(to error: any Error, access: AccessRule?) -> Response {
        let problem = problem(for: error)
        if let level = level(of: error, answeredWith: problem.status) { log(error, at: level) }
        var response = Response(problem)
        if response.status == .unauthorized, let challenge = challenge(of: access) {
            response.headers[.wwwAuthenticate] = challenge
        }
        return response
    }

    private func level(of error: any Error, answeredWith status: Int) -> Logger.Level? {
        if let error = error as? any ReportedError { return error.reportLevel }
        guard status >= 500 else { return nil }
        if status == 500 { return .error }
        // The client is told to come back; why is for the operator, and stands nowhere else.
        return error is Problem || error is Rejection || error is CancellationError ? nil : .warning
    }

    private func log(_ error: any Error, at level: Logger.Level) {
        var facts: Logger.Metadata = ["operation": "\(request.method.rawValue) \(request.route)"]
        if let principal { facts["member"] = "\(principal.id)" }
        if let error = error as? any ReportedError { facts.merge(error.reportFacts) { own, _ in own } }
        if level == .warning, let peer = request.peer?.ipAddress { facts["ip"] = "\(peer)" }
        Context.current.logger.log(level: level, "request_failed", error: error, metadata: facts)
    }

    private func problem(for error: any Error) -> Problem {
        if let error = error as? any ProblemConvertible { return error.problem }
        if let error = error as? ResilienceError, error.code == .deadlineExceeded { return .deadline() }
        if Context.current.deadline?.hasPassed == true { return .deadline() }
        // Nobody is there to read the answer to a cancelled request, and a cancellation is nothing to log as an error.
        if error is CancellationError, Task.isCancelled { return .unavailable() }
        return .internalError()
    }

    /// Every 401 says how to authenticate, except where a verifier has no challenge, as webhooks have none.
    private func challenge(of access: AccessRule?) -> String? {
        switch access?.kind {
        case .verified(let verifier): verifier.challenge
        default: authenticator?.challenge ?? "Bearer"
        }
    }
}
