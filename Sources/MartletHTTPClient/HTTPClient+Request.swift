public import Logging
public import NIOCore

extension HTTPClient {
    /// What is sent.
    public struct Request: Sendable, CustomStringConvertible {
        /// The method.
        public var method: Method

        /// The path and query below the client's base URL.
        public var path: RequestPath

        /// Headers, which replace the client's own of the same name.
        public var headers: [String: String]

        /// The body.
        public var body: ByteBuffer?

        /// Whether the call may run twice with the effect of once.
        public var isIdempotent: Bool

        /// The longest time of the whole call; nil for the client's.
        public var timeout: Duration?

        /// The most bytes of the answer's body; nil for the client's.
        public var responseLimit: Int?

        /// The level of the record of a call that succeeds; one that fails is told of at INFO at least.
        ///
        /// DEBUG suits a poll, which is made over and over while nothing happens.
        public var logLevel: Logger.Level

        /// Creates a request; whether it is idempotent follows from its method unless said.
        public init(
            _ method: Method,
            _ path: RequestPath,
            headers: [String: String] = [:],
            body: ByteBuffer? = nil,
            isIdempotent: Bool? = nil,
            timeout: Duration? = nil,
            responseLimit: Int? = nil,
            logLevel: Logger.Level = .info
        ) {
            self.method = method
            self.path = path
            self.headers = headers
            self.body = body
            self.isIdempotent = isIdempotent ?? method.isIdempotent
            self.timeout = timeout
            self.responseLimit = responseLimit
            self.logLevel = logLevel
        }

        /// The method and the path, without secrets, query, headers and body.
        public var description: String {
            "\(method) \(path)"
        }
    }
}
