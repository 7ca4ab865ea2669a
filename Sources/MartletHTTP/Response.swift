public import HTTPTypes
public import NIOCore

/// An HTTP answer whose body is complete.
public struct Response: Sendable {
    /// The status.
    public var status: HTTPResponse.Status

    /// Headers beside the content's type and length, the date and the correlation id, which are added.
    public var headers: HTTPFields

    /// The body's media type; nil sends none.
    public var contentType: String?

    /// The body.
    public var body: ByteBuffer

    /// Creates an answer.
    public init(
        _ status: HTTPResponse.Status = .ok,
        headers: HTTPFields = [:],
        contentType: String? = nil,
        body: ByteBuffer = ByteBuffer()
    ) {
        self.status = status
        self.headers = headers
        self.contentType = contentType
        self.body = body
    }
}

extension Response: ResponseConvertible {
    /// The answer itself.
    public func response() -> Response { self }
}

/// What a handler may return beside a payload: a value that knows its status and bytes.
public protocol ResponseConvertible: Sendable {
    /// Returns the answer.
    func response() throws -> Response
}
