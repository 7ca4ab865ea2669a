import NIOCore
import NIOPosix

/// A port of this machine that nobody listens on.
enum FreePort {
    /// Finds one; another process may take it before it is used, which ends the test and not more.
    static func find() async throws -> Int {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        let port = channel.localAddress?.port ?? 0
        try await channel.close()
        return port
    }
}

/// Forwards the connections to one port to another, as if the server behind it had come up.
enum Forwarder {
    private typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    /// Forwards for as long as the closure runs.
    static func with(from port: Int, to target: Int, _ body: () async throws -> Void) async throws {
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .bind(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture { try Connection(wrappingChannelSynchronously: channel) }
            }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await server.executeThenClose { connections in
                    await withDiscardingTaskGroup { group in
                        do {
                            for try await connection in connections {
                                group.addTask { try? await forward(connection, to: target) }
                            }
                        } catch {}
                        group.cancelAll()
                    }
                }
            }
            defer { group.cancelAll() }
            try await body()
        }
    }

    private static func forward(_ connection: Connection, to port: Int) async throws {
        let target = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture { try Connection(wrappingChannelSynchronously: channel) }
            }
        try await connection.executeThenClose { clientInbound, clientOutbound in
            try await target.executeThenClose { serverInbound, serverOutbound in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { for try await bytes in clientInbound { try await serverOutbound.write(bytes) } }
                    group.addTask { for try await bytes in serverInbound { try await clientOutbound.write(bytes) } }
                    try await group.next()
                    group.cancelAll()
                }
            }
        }
    }
}
