internal import MartletPayload

/// An error of an outbound call; nothing in it tells a secret of the request.
public struct HTTPClientError: Error, Sendable {
    /// What went wrong; open for more codes.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The code's name.
        public let description: String

        /// The configuration makes no client.
        public static let invalidConfiguration = Code(description: "invalid_configuration")

        /// The request cannot be sent as it is.
        public static let invalidRequest = Code(description: "invalid_request")

        /// No connection was made, or it broke before the answer was whole.
        public static let connection = Code(description: "connection")

        /// The time was up before the answer was whole.
        public static let timeout = Code(description: "timeout")

        /// The answer is not one of success; ``HTTPClientError/response`` holds it.
        public static let status = Code(description: "status")

        /// The answer's body is over the client's bound.
        public static let answerTooLarge = Code(description: "answer_too_large")

        /// The answer is not HTTP, or its body not what was declared.
        public static let malformedAnswer = Code(description: "malformed_answer")

        /// The client was shut down.
        public static let shutDown = Code(description: "shut_down")
    }

    /// What went wrong.
    public let code: Code

    /// The name of the client.
    public let client: String

    /// The method and path, without secrets; empty where there was no request.
    public let request: String

    /// What happened and what to do about it.
    public let message: String

    /// The answer, where one came whole.
    public let response: HTTPClient.Response?

    /// The time that the call or its attempt had, for a timeout.
    public let limit: Duration?

    /// The cause, where it is free of secrets.
    public let underlying: (any Error)?

    init(
        _ code: Code,
        client: String,
        request: String = "",
        message: String,
        response: HTTPClient.Response? = nil,
        limit: Duration? = nil,
        underlying: (any Error)? = nil
    ) {
        self.code = code
        self.client = client
        self.request = request
        self.message = message
        self.response = response
        self.limit = limit
        self.underlying = underlying
    }
}

extension HTTPClientError: CustomStringConvertible {
    /// The code, the request, and what to do next.
    public var description: String {
        "\(code): \(client)\(request.isEmpty ? "" : " (\(request))"): \(message)"
    }
}
