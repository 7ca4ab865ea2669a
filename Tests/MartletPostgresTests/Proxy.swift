import NIOCore
import NIOPosix
import Synchronization

/// A proxy before the server, which loses messages on demand.
final class Proxy: Sendable {
    /// What is lost together with its connection.
    enum Loss: Sendable {
        /// The first request that contains the words; the server never sees it.
        case request(String)
        /// The server's answer to the first request that contains the words.
        case answer(String)
        /// Whatever a server says next.
        case next
    }

    private struct Cut: Error {}

    private struct State {
        var loss: Loss?
        var isDown = false
        var connections = 0
    }

    private let state = Mutex(State())

    /// The number of connections that came so far.
    var connections: Int { state.withLock(\.connections) }

    /// Whether connections are closed at once.
    var isDown: Bool {
        get { state.withLock(\.isDown) }
        set { state.withLock { $0.isDown = newValue } }
    }

    /// Loses something, once.
    func lose(_ loss: Loss) {
        state.withLock { $0.loss = loss }
    }

    /// Runs a closure with a proxy and its port, before a server on this machine.
    static func with<Success: Sendable>(
        before server: Int,
        _ body: (Proxy, _ port: Int) async throws -> Success
    ) async throws -> Success {
        let proxy = Proxy()
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0, childChannelInitializer: Self.wrap)
        let port = listener.channel.localAddress?.port ?? 0
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await proxy.serve(listener, server) }
            defer { group.cancelAll() }
            return try await body(proxy, port)
        }
    }

    private typealias Side = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    @Sendable private static func wrap(_ channel: any Channel) -> EventLoopFuture<Side> {
        channel.eventLoop.makeCompletedFuture { try Side(wrappingChannelSynchronously: channel) }
    }

    private func serve(_ listener: NIOAsyncChannel<Side, Never>, _ server: Int) async {
        // The listener ends with the test, and each connection with one of its ends.
        try? await listener.executeThenClose { clients in
            try await withThrowingDiscardingTaskGroup { group in
                for try await client in clients {
                    group.addTask { try? await self.relay(client, server) }
                }
            }
        }
    }

    private func relay(_ client: Side, _ port: Int) async throws {
        let isDown = state.withLock { state in
            state.connections += 1
            return state.isDown
        }
        try await client.executeThenClose { requests, toClient in
            guard !isDown else { return }
            let server = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connect(host: "127.0.0.1", port: port, channelInitializer: Self.wrap)
            try await server.executeThenClose { answers, toServer in
                let losesAnswer = Flag()
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        for try await bytes in requests {
                            if try self.isAnswerLost(to: bytes) { losesAnswer.isSet.store(true, ordering: .releasing) }
                            try await toServer.write(bytes)
                        }
                    }
                    group.addTask {
                        for try await bytes in answers {
                            if losesAnswer.isSet.load(ordering: .acquiring) || self.isNextLost() { throw Cut() }
                            try await toClient.write(bytes)
                        }
                    }
                    defer { group.cancelAll() }
                    try await group.next()
                }
            }
        }
    }

    private func isNextLost() -> Bool {
        state.withLock { state in
            guard case .next = state.loss else { return false }
            state.loss = nil
            return true
        }
    }

    /// Throws when the request is the one to lose; tells whether its answer is.
    private func isAnswerLost(to request: ByteBuffer) throws -> Bool {
        let text = String(buffer: request)
        let loss = state.withLock { state -> Loss? in
            switch state.loss {
            case .request(let words) where text.contains(words), .answer(let words) where text.contains(words):
                defer { state.loss = nil }
                return state.loss
            default: return nil
            }
        }
        switch loss {
        case .request: throw Cut()
        case .answer: return true
        case .next, nil: return false
        }
    }
}

/// What the two directions of a connection share.
private final class Flag: Sendable {
    let isSet = Atomic(false)
}
