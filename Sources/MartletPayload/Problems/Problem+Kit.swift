extension Problem {
    /// 404 `<Resource>NotFoundError`, with the resource's type and identifier as details.
    public static func notFound(_ resource: String, _ identifier: some CustomStringConvertible) -> Problem {
        let details = RawJSON.object { object in
            object.field("resource_type", resource)
            object.field("identifier", identifier.description)
        }
        return Problem(
            .notFound,
            error: "\(resource)NotFoundError",
            detail: "There is no \(resource) with the identifier \(identifier).",
            details: details
        )
    }

    /// 404 `NotFoundError`: no such route or thing.
    public static func notFound(_ detail: String = "There is nothing here.") -> Problem {
        Problem(.notFound, error: "NotFoundError", detail: detail)
    }

    /// 405 `MethodNotAllowedError`.
    public static func methodNotAllowed(_ detail: String = "This resource does not know the method.") -> Problem {
        Problem(.methodNotAllowed, error: "MethodNotAllowedError", detail: detail)
    }

    /// 400 `MalformedRequestError`: the request cannot be read.
    public static func malformedRequest(_ detail: String) -> Problem {
        Problem(.badRequest, error: "MalformedRequestError", detail: detail)
    }

    /// 400: a rule of the domain is broken; the feature names it.
    public static func badRequest(_ error: String, _ detail: String, details: RawJSON = .emptyObject) -> Problem {
        Problem(.badRequest, error: error, detail: detail, details: details)
    }

    /// 422 `ValidationError`: the input is not what is declared; `details.errors` lists what is wrong.
    public static func validation(_ issues: [FieldIssue], isTruncated: Bool = false) -> Problem {
        let details = RawJSON.object { object in
            object.field("errors", issues)
            object.field("truncated", isTruncated)
        }
        return Problem(
            .unprocessableContent,
            error: "ValidationError",
            detail: "The input does not match what is declared.",
            details: details
        )
    }

    /// 401 `AuthenticationError`: it is not known who asks.
    public static func authentication(_ detail: String = "Authentication is required.") -> Problem {
        Problem(.unauthorized, error: "AuthenticationError", detail: detail)
    }

    /// 503 `AuthServiceUnavailableError`: who asks cannot be checked now.
    public static func authServiceUnavailable(retryAfter: Duration? = nil) -> Problem {
        Problem(
            .serviceUnavailable,
            error: "AuthServiceUnavailableError",
            detail: "Authentication is not available now.",
            retryAfter: retryAfter
        )
    }

    /// 403 `PermissionError`: who asks may not.
    public static func permission(_ detail: String = "You are not allowed to do this.") -> Problem {
        Problem(.forbidden, error: "PermissionError", detail: detail)
    }

    /// 409 `ConflictError`: the thing's state forbids it.
    public static func conflict(_ detail: String) -> Problem {
        conflict("ConflictError", detail)
    }

    /// 409: the thing's state forbids it; the feature names it.
    public static func conflict(_ error: String, _ detail: String, details: RawJSON = .emptyObject) -> Problem {
        Problem(.conflict, error: error, detail: detail, details: details)
    }

    /// 413 `PayloadTooLargeError`, with the limit as a detail.
    public static func payloadTooLarge(limit: Int) -> Problem {
        Problem(
            .contentTooLarge,
            error: "PayloadTooLargeError",
            detail: "The body has more than \(limit) bytes.",
            details: .object { $0.field("limit", limit) }
        )
    }

    /// 415 `UnsupportedMediaTypeError`, with the kinds that are read.
    public static func unsupportedMediaType(supported: [String]) -> Problem {
        Problem(
            .unsupportedMediaType,
            error: "UnsupportedMediaTypeError",
            detail: "The body's kind is not read here.",
            details: .object { $0.field("supported", supported) }
        )
    }

    /// 429 `RateLimitError`: too many requests.
    public static func rateLimit(retryAfter: Duration) -> Problem {
        Problem(
            .tooManyRequests,
            error: "RateLimitError",
            detail: "Too many requests. Wait before the next.",
            retryAfter: retryAfter
        )
    }

    /// 503 `ExternalServiceError`: a service that this one needs failed; the detail must not tell what it said.
    public static func externalService(
        _ detail: String = "A service that is needed for this does not answer. Try again later.",
        retryAfter: Duration? = nil
    ) -> Problem {
        Problem(.serviceUnavailable, error: "ExternalServiceError", detail: detail, retryAfter: retryAfter)
    }

    /// 503 `UnavailableError`: the service itself cannot answer now.
    public static func unavailable(
        _ detail: String = "The service is not ready. Try again later.",
        retryAfter: Duration? = nil
    ) -> Problem {
        Problem(.serviceUnavailable, error: "UnavailableError", detail: detail, retryAfter: retryAfter)
    }

    /// 504 `DeadlineError`: the request's deadline passed.
    public static func deadline() -> Problem {
        Problem(.gatewayTimeout, error: "DeadlineError", detail: "The request took too long and was given up.")
    }

    /// 500 `InternalError`: the service failed; the client learns nothing more.
    public static func internalError() -> Problem {
        Problem(error: "InternalError", detail: "The service failed. Its operators were told.")
    }

    /// Returns the answer for any error: its own where it has one, else an internal error without detail.
    public init(answering error: any Error) {
        self = (error as? any ProblemConvertible)?.problem ?? .internalError()
    }
}

extension PayloadError: ProblemConvertible {
    /// 400 for what is not JSON, 422 with the list of issues for what is not declared, 500 for what is our fault.
    public var problem: Problem {
        switch code {
        case .malformed: .malformedRequest(message)
        case .invalid: .validation(issues, isTruncated: isTruncated)
        default: .internalError()
        }
    }
}
