import NIOCore
import NIOPosix

/// A connection that sends bytes as they stand, in as many pieces as a test wants.
struct RawConnection: ~Copyable {
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator

    /// Lends a connection to a closure.
    static func with<Success: Sendable>(
        _ address: String,
        _ body: (inout RawConnection) async throws -> Success
    ) async throws -> Success {
        let port = address.split(separator: ":").last.flatMap { Int($0) } ?? 0
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            var connection = RawConnection(outbound: outbound, inbound: inbound.makeAsyncIterator())
            return try await body(&connection)
        }
    }

    func send(_ text: String) async throws {
        try await outbound.write(ByteBuffer(string: text))
    }

    /// Reads until the text has come, or until the other side closes; to the end without a text.
    mutating func read(until text: String? = nil) async throws -> String {
        var answer = ""
        while let bytes = try await inbound.next(isolation: #isolation) {
            answer += String(buffer: bytes)
            if let text, answer.contains(text) { break }
        }
        return answer
    }
}
