import NIOCore
import NIOPosix

/// A client's connection that sends any bytes and reads answers as they stand on the wire.
final class RawConnection {
    typealias Parts = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    private let channel: Parts
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private var received = ByteBuffer()

    private init(
        _ channel: Parts,
        _ inbound: NIOAsyncChannelInboundStream<ByteBuffer>,
        _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) {
        self.channel = channel
        self.inbound = inbound.makeAsyncIterator()
        self.outbound = outbound
    }

    /// Connects to a port of this machine for as long as the closure runs.
    static func open<Success>(
        _ port: Int,
        reads: Bool = true,
        _ body: (RawConnection) async throws -> Success
    ) async throws -> Success {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.autoRead, value: reads)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture { try Parts(wrappingChannelSynchronously: channel) }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await body(RawConnection(channel, inbound, outbound))
        }
    }

    /// Sends text as it is.
    func send(_ text: String) async throws {
        try await outbound.write(ByteBuffer(string: text))
    }

    /// Sends bytes and does not wait until they are on the wire.
    func sendAndForget(_ bytes: ByteBuffer) {
        channel.channel.writeAndFlush(bytes, promise: nil)
    }

    /// Closes the connection.
    func close() async throws {
        try await channel.channel.close()
    }

    /// Reads one answer; nil when the server closed instead of answering.
    func answer(toHead isHead: Bool = false) async throws -> RawAnswer? {
        while true {
            if let answer = RawAnswer(consuming: &received, isHead: isHead) { return answer }
            guard try await more() else { return nil }
        }
    }

    /// Sends text and reads one answer.
    func exchange(_ text: String, isHead: Bool = false) async throws -> RawAnswer? {
        try await send(text)
        return try await answer(toHead: isHead)
    }

    /// Reads until the server closes and tells whether it did without sending anything more.
    func isClosedByServer() async throws -> Bool {
        while try await more() {}
        return received.readableBytes == 0
    }

    private func more() async throws -> Bool {
        // A connection that was reset has ended, too.
        guard var bytes = try? await inbound.next(isolation: #isolation) else { return false }
        received.writeBuffer(&bytes)
        return true
    }
}
