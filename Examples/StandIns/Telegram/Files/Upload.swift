import NIOCore

/// A file that the bot sends.
struct Upload: Sendable {
    let name: String
    let contentType: String
    let bytes: ByteBuffer
}
