import NIOCore
import NIOPosix

/// Bytes sent as they stand, for requests that no client would send.
enum RawRequest {
    /// Sends the bytes on a connection of their own and returns the status of the answer; 0 when none comes.
    static func status(of text: String, at address: String) async throws -> Int {
        let port = address.split(separator: ":").last.flatMap { Int($0) } ?? 0
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: text))
            var answer = ""
            for try await bytes in inbound {
                answer += String(buffer: bytes)
                if answer.contains("\r\n") { break }
            }
            return answer.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        }
    }
}
