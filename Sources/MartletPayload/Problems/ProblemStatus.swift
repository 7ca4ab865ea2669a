/// The HTTP status of a problem.
public struct ProblemStatus: Sendable, Hashable {
    /// The number.
    public let code: Int

    /// The phrase that stands as the problem's title.
    public let phrase: String

    /// Creates a status.
    public init(_ code: Int, _ phrase: String) {
        self.code = code
        self.phrase = phrase
    }

    /// 400: the request cannot be read, or a rule of the domain is broken.
    public static let badRequest = ProblemStatus(400, "Bad Request")
    /// 401: it is not known who asks.
    public static let unauthorized = ProblemStatus(401, "Unauthorized")
    /// 403: who asks may not.
    public static let forbidden = ProblemStatus(403, "Forbidden")
    /// 404: there is no such thing.
    public static let notFound = ProblemStatus(404, "Not Found")
    /// 405: the thing does not know this method.
    public static let methodNotAllowed = ProblemStatus(405, "Method Not Allowed")
    /// 408: the request took too long to arrive.
    public static let requestTimeout = ProblemStatus(408, "Request Timeout")
    /// 409: the thing's state forbids it.
    public static let conflict = ProblemStatus(409, "Conflict")
    /// 413: the body is too large.
    public static let contentTooLarge = ProblemStatus(413, "Content Too Large")
    /// 415: the body is of a kind that is not read here.
    public static let unsupportedMediaType = ProblemStatus(415, "Unsupported Media Type")
    /// 422: the input is not what is declared.
    public static let unprocessableContent = ProblemStatus(422, "Unprocessable Content")
    /// 429: too many requests.
    public static let tooManyRequests = ProblemStatus(429, "Too Many Requests")
    /// 500: the service failed.
    public static let internalServerError = ProblemStatus(500, "Internal Server Error")
    /// 503: the service, or one that it needs, cannot answer now.
    public static let serviceUnavailable = ProblemStatus(503, "Service Unavailable")
    /// 504: the deadline passed.
    public static let gatewayTimeout = ProblemStatus(504, "Gateway Timeout")
}
