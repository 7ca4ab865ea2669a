import MartletPayload
import NIOCore

/// Reads the rest of a request's body from its connection.
struct BodyReader {
    typealias Parts = NIOAsyncChannelInboundStream<InboundPart>.AsyncIterator

    private var parts: Parts
    private var start: ByteBuffer?
    private(set) var isComplete: Bool
    /// Whether the client sent, or announced, a body.
    let exists: Bool

    init(parts: Parts, start: ByteBuffer?, isComplete: Bool) {
        self.parts = parts
        self.start = start
        self.isComplete = isComplete
        exists = start != nil || !isComplete
    }

    /// Returns the whole body; throws a problem as soon as it is longer than the limit, however much is still to come.
    mutating func collect(upTo limit: Int) async throws -> ByteBuffer {
        var body = start ?? ByteBuffer()
        start = nil
        while true {
            guard body.readableBytes <= limit else { throw Problem.payloadTooLarge(limit: limit) }
            if isComplete { return body }
            switch try await parts.next(isolation: #isolation) {
            case .body(var more): body.writeBuffer(&more)
            case .end: isComplete = true
            case .rejected(let rejection): throw rejection
            case .request, nil: throw Rejection.clientLeft
            }
        }
    }
}
