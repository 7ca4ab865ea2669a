import Martlet
import NIOCore

/// A body of `multipart/form-data`: fields and files.
struct MultipartForm: Sendable {
    private let boundary: String
    private var parts = ByteBuffer()

    /// Creates an empty form whose boundary nobody can guess and write into a field.
    init() {
        boundary = "\(ID<MultipartForm>())"
    }

    /// What the body's type is called.
    var contentType: String { "multipart/form-data; boundary=\(boundary)" }

    /// The whole body.
    var body: ByteBuffer {
        var body = parts
        body.writeString("--\(boundary)--\r\n")
        return body
    }

    /// Adds a field.
    mutating func add(_ name: StaticString, _ value: String) {
        parts.writeString("--\(boundary)\r\ncontent-disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n")
    }

    /// Adds a file; its name is the service's own, not one that somebody sent.
    mutating func add(_ name: StaticString, _ bytes: ByteBuffer, fileName: String) {
        parts.writeString(
            """
            --\(boundary)\r
            content-disposition: form-data; name="\(name)"; filename="\(fileName)"\r
            content-type: application/octet-stream\r
            \r

            """
        )
        parts.writeImmutableBuffer(bytes)
        parts.writeString("\r\n")
    }
}
