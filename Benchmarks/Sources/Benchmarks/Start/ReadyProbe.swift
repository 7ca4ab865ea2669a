import NIOCore
import NIOPosix

/// Asks a service whether it is ready, each time over a new connection.
struct ReadyProbe {
    let port: Int

    /// Returns a port that nobody listens on.
    static func freePort() async throws -> Int {
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .bind(host: "127.0.0.1", port: 0)
            .get()
        let port = channel.localAddress?.port
        try await channel.close()
        guard let port else { throw BenchmarkError("The system gave no port.") }
        return port
    }

    /// Tells whether `/health/ready` is answered with 200; a refused connection is no.
    func isReady() async throws -> Bool {
        let answer: EventLoopFuture<Bool>
        do {
            answer = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .connect(host: "127.0.0.1", port: port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        let promise = channel.eventLoop.makePromise(of: Bool.self)
                        try channel.pipeline.syncOperations.addHandler(Question(answer: promise))
                        return promise.futureResult
                    }
                }
        } catch {
            return false
        }
        return try await answer.get()
    }
}

/// One request for `/health/ready` and the first bytes of its answer.
private final class Question: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let answer: EventLoopPromise<Bool>

    init(answer: EventLoopPromise<Bool>) {
        self.answer = answer
    }

    func channelActive(context: ChannelHandlerContext) {
        let request = ByteBuffer(
            string: "GET /health/ready HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
        )
        context.writeAndFlush(wrapOutboundOut(request), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        answer.succeed(String(buffer: unwrapInboundIn(data)).hasPrefix("HTTP/1.1 200"))
        context.close(promise: nil)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        // The last call, also where the connection was refused; after an answer it changes nothing.
        answer.succeed(false)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        answer.succeed(false)
        context.close(promise: nil)
    }
}
