public import NIOCore

/// 200 with bytes of a media type.
public struct Bytes: ResponseConvertible {
    private let bytes: ByteBuffer
    private let contentType: String

    /// Creates the answer.
    public init(_ bytes: ByteBuffer, contentType: String = "application/octet-stream") {
        self.bytes = bytes
        self.contentType = contentType
    }

    /// Returns status 200 and the bytes.
    public func response() -> Response {
        Response(contentType: contentType, body: bytes)
    }
}
