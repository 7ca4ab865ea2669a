import NIOCore
import NIOHTTP1

/// What the event loop hands to the task that serves a connection.
enum InboundPart: Sendable {
    /// A request whose body is complete, or goes on in further parts; nil where no byte of it has arrived.
    case request(HTTPRequestHead, body: ByteBuffer?, isComplete: Bool)

    /// More of the body.
    case body(ByteBuffer)

    /// The end of the body.
    case end

    /// The client sent what is not HTTP, or took too long; it is answered, and nothing more is read.
    case rejected(Rejection)
}

/// What the task that serves a connection hands to the event loop.
struct OutboundPart: Sendable {
    /// The bytes: a head, with the body behind it when that is small.
    var bytes: ByteBuffer

    /// A body too large to be copied behind its head.
    var body: ByteBuffer?

    /// Whether this ends the answer; an interim answer of 1xx does not.
    var isFinal = true

    /// Whether the connection ends with this answer.
    var closes = false
}

/// An answer written over the head of a handler that did not end by its deadline.
struct ExpiredAnswer: Sendable {
    let bytes: ByteBuffer
}
