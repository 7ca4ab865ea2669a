import NIOCore

/// Stands before the parser: notes that bytes arrive, and drops what nobody will read any more.
///
/// Bytes are dropped only after the last answer, while the client gets the time to read it; closing at once would make
/// the kernel reset the connection and could lose that answer.
final class ByteGate: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let connection: ConnectionHandler

    init(connection: ConnectionHandler) {
        self.connection = connection
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard connection.bytesArrived() else { return }
        context.fireChannelRead(data)
    }
}

@available(*, unavailable)
extension ByteGate: Sendable {}
