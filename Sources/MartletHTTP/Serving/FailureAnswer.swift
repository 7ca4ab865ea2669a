import HTTPTypes
import Logging
import MartletContext
import MartletPayload
import MartletResilience

/// Turns what a handler, or anything before it, threw into the client's answer.
struct FailureAnswer {
    let authenticator: (any Authenticator)?

    /// Returns the answer; what nobody declared is logged here, once, and told to nobody else.
    func response(to error: any Error, access: AccessRule?) -> Response {
        let problem = problem(for: error)
        if problem.status == 500 {
            Context.current.logger.error("request_failed", error: error)
        } else if problem.status >= 500, !(error is Problem), !(error is Rejection), !(error is CancellationError) {
            // The client is told to come back; why is for the operator, and stands nowhere else.
            Context.current.logger.warning("request_failed", error: error)
        }
        var response = Response(problem)
        if response.status == .unauthorized, let challenge = challenge(of: access) {
            response.headers[.wwwAuthenticate] = challenge
        }
        return response
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
