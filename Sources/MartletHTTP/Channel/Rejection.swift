import MartletPayload
import NIOHTTP1

/// Why a request was refused before any route saw it.
struct Rejection: Error, Sendable, Equatable {
    let status: ProblemStatus
    let error: String
    let detail: String
    let retryAfter: Duration?

    init(_ status: ProblemStatus, _ error: String, _ detail: String, retryAfter: Duration? = nil) {
        self.status = status
        self.error = error
        self.detail = detail
        self.retryAfter = retryAfter
    }

    /// 400 `MalformedRequestError`.
    static func malformed(_ detail: String) -> Rejection {
        Rejection(.badRequest, "MalformedRequestError", detail)
    }

    /// 408: the head did not arrive in time.
    static let slowHead = slow("The request's head took too long to arrive.")

    /// 408: the body did not arrive in time.
    static let slowBody = slow("The request's body took too long to arrive.")

    /// 503: the bodies of all requests in flight are as large as they may be together.
    static func overload(retryAfter: Duration) -> Rejection {
        Rejection(
            .serviceUnavailable,
            "OverloadError",
            "The service is taking in as much as it can. Try again shortly.",
            retryAfter: retryAfter
        )
    }

    /// 499: the client left before its request had arrived; recorded, and sent to nobody.
    static let clientLeft = Rejection(
        ProblemStatus(499, "Client Closed Request"),
        "ClientLeftError",
        "The client closed the connection before its request had arrived."
    )

    private static func slow(_ detail: String) -> Rejection {
        Rejection(.requestTimeout, "RequestTimeoutError", detail)
    }

    /// What the parser could not read.
    init(parsing error: HTTPParserError) {
        switch error {
        case .headerOverflow:
            self.init(
                ProblemStatus(431, "Request Header Fields Too Large"),
                "HeadersTooLargeError",
                "The request's head is too long."
            )
        case .invalidVersion:
            self.init(
                ProblemStatus(505, "HTTP Version Not Supported"),
                "HTTPVersionError",
                "The service speaks HTTP/1.1 and HTTP/1.0 here."
            )
        case .invalidMethod: self = .malformed("The request's method is malformed.")
        case .invalidURL, .invalidHost, .invalidPath, .invalidPort, .invalidQueryString, .invalidFragment:
            self = .malformed("The request's target is malformed.")
        case .invalidHeaderToken, .invalidCharactersUsed: self = .malformed("A header of the request is malformed.")
        case .invalidContentLength, .unexpectedContentLength:
            self = .malformed("The request's length is malformed or contradicts itself.")
        case .invalidChunkSize: self = .malformed("A chunk of the request's body is malformed.")
        default: self = .malformed("The request is not HTTP/1.1.")
        }
    }

    /// The answer for the client.
    var problem: Problem {
        Problem(status, error: error, detail: detail, retryAfter: retryAfter)
    }
}

extension Rejection: ProblemConvertible {}
