internal import MartletPayload
internal import MartletResilience

extension HTTPClientError {
    static func invalidBaseURL(client: String) -> HTTPClientError {
        HTTPClientError(
            .invalidConfiguration,
            client: client,
            message: "The base URL must be http:// or https://, a host, and maybe a port and a path, "
                + "without user, query or fragment. Correct the setting."
        )
    }

    static func invalidPath(_ call: Call) -> HTTPClientError {
        HTTPClientError(
            .invalidRequest,
            call,
            message: "The path must begin with a slash, be plain ASCII, and have no part that is empty, '.' or '..'. "
                + "Check the values that are put into it."
        )
    }

    static func status(_ response: HTTPClient.Response, _ call: Call) -> HTTPClientError {
        HTTPClientError(
            .status,
            call,
            message: "The answer has status \(response.status). Look up what the service says with it in its body.",
            response: response
        )
    }

    static func undecodable(
        _ response: HTTPClient.Response,
        _ call: Call,
        _ error: PayloadError
    ) -> HTTPClientError {
        HTTPClientError(
            .malformedAnswer,
            call,
            message: "The answer's body is not what was declared: \(error) Compare it with the service's documents.",
            response: response,
            underlying: error
        )
    }

    static func timeout(_ error: ResilienceError, _ call: Call) -> HTTPClientError {
        HTTPClientError(.timeout, call, message: error.message, limit: error.limit, underlying: error)
    }

    init(
        _ code: Code,
        _ call: Call,
        message: String,
        response: HTTPClient.Response? = nil,
        limit: Duration? = nil,
        underlying: (any Error)? = nil
    ) {
        self.init(
            code,
            client: call.client,
            request: call.request.description,
            message: message,
            response: response,
            limit: limit,
            underlying: underlying
        )
    }
}
