import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1

/// Our HTTP/1.1 on Hummingbird's server: the parser's limits, our checks, our time limits, our answers.
struct HTTP1Channel: ServerChildChannel {
    /// One connection.
    struct Value: ServerChildChannelValue {
        let parts: NIOAsyncChannel<InboundPart, OutboundPart>
        let control: ConnectionControl

        var channel: any Channel { parts.channel }
    }

    let configuration: HTTPServerConfiguration
    let pipeline: RequestPipeline
    let watch: DeadlineWatch
    let budget: BodyBudget

    /// Builds a connection's handlers, on its event loop.
    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            // A client that closes its sending side has left.
            try channel.syncOptions?.setOption(.allowRemoteHalfClosure, value: false)
            try channel.syncOptions?.setOption(.tcpOption(.tcp_nodelay), value: 1)
            let connection = ConnectionHandler(
                timeouts: configuration.connectionTimeouts,
                check: RequestHeadCheck(maximumTargetLength: configuration.targetLimit),
                budget: budget,
                retryAfter: configuration.retryAfter
            )
            let decoder = HTTPRequestDecoder(limitConfiguration: configuration.decoderLimits)
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandler(ByteGate(connection: connection))
            try pipeline.addHandler(ByteToMessageHandler(decoder))
            try pipeline.addHandler(connection)
            let parts = try NIOAsyncChannel<InboundPart, OutboundPart>(wrappingChannelSynchronously: channel)
            // The accept loop drops what it accepts while it ends. NIO ends the process when the last one who knows these
            // parts lets go of them before the connection is closed, so the connection itself holds them until then.
            channel.closeFuture.whenComplete { _ in withExtendedLifetime(parts) {} }
            return Value(parts: parts, control: ConnectionControl())
        }
    }

    /// Serves a connection until it ends.
    ///
    /// The requests are served by a child task, so that this one can cancel it when the client leaves, or when a handler
    /// does not end in time.
    func handle(value: Value, logger: Logger) async {
        let control = value.control
        watch.add(value)
        value.channel.closeFuture.whenComplete { _ in control.end() }
        await withDiscardingTaskGroup { group in
            group.addTask { await serve(value) }
            await control.waitForEnd()
            group.cancelAll()
        }
        watch.remove(value)
    }

    private func serve(_ connection: Value) async {
        // What ends a connection early is the client's doing, or the drain's; there is nobody left to tell.
        try? await connection.parts.executeThenClose { inbound, outbound in
            var parts = inbound.makeAsyncIterator()
            while let part = try await parts.next() {
                let next: Continuation
                switch part {
                case .request(let head, let body, let isComplete):
                    let reader = BodyReader(parts: parts, start: body, isComplete: isComplete)
                    next = try await pipeline.serve(head, reader, connection, outbound)
                case .rejected(let rejection):
                    try await outbound.write(pipeline.answer(rejection))
                    next = .lastAnswer
                case .body, .end: next = .nextRequest
                }
                switch next {
                case .nextRequest: continue
                // What still comes is taken off the connection and dropped, so that the client can read its answer.
                case .lastAnswer: while try await parts.next() != nil {}
                case .answeredElsewhere: try await connection.channel.closeFuture.get()
                }
            }
        }
    }
}

extension HTTP1Channel {
    /// How a connection goes on after a request.
    enum Continuation {
        /// The next request is read.
        case nextRequest
        /// The answer that was written is the last one.
        case lastAnswer
        /// The handler did not end by its deadline; the last answer was written over its head.
        case answeredElsewhere
    }
}

extension HTTPServerConfiguration {
    /// The limits that the parser keeps.
    fileprivate var decoderLimits: NIOHTTPDecoderLimitConfiguration {
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderFieldSize = max(headerLimit, targetLimit)
        limits.maxHeaderListSize = headersLimit
        limits.maxHeaderFieldCount = headerCountLimit
        return limits
    }

    /// The time limits that the connection keeps.
    fileprivate var connectionTimeouts: ConnectionTimeouts {
        ConnectionTimeouts(
            idle: TimeAmount(idleTimeout),
            head: TimeAmount(headTimeout),
            body: TimeAmount(bodyTimeout),
            write: TimeAmount(writeTimeout),
            linger: TimeAmount(lingerTimeout)
        )
    }
}
