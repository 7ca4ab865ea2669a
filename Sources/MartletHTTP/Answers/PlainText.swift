import NIOCore

/// 200 with plain text in UTF-8.
public struct PlainText: ResponseConvertible, ExpressibleByStringLiteral {
    private let text: String

    /// Creates the answer.
    public init(_ text: String) {
        self.text = text
    }

    /// Creates the answer from a literal.
    public init(stringLiteral text: String) {
        self.text = text
    }

    /// Returns status 200 and the text.
    public func response() -> Response {
        Response(contentType: "text/plain; charset=utf-8", body: ByteBuffer(string: text))
    }
}
