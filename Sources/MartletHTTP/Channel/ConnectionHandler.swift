import NIOCore
import NIOHTTP1

/// The event loop's side of a connection: hands requests to the connection's task, writes its answers, keeps the time.
///
/// A request that arrived whole is handed over as one part. Pipelined requests are handed over as they come and answered
/// in order, because one task serves them one after another. Switching protocols would begin here: remove the gate, the
/// parser and this handler, and give the channel to the new protocol's handlers.
final class ConnectionHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = InboundPart
    typealias OutboundIn = OutboundPart
    typealias OutboundOut = IOData

    private var state: ConnectionStateMachine
    private let check: RequestHeadCheck
    private let overload: Rejection
    private var bodies: HeldBodies
    private var pending: (head: HTTPRequestHead, body: ByteBuffer?)?
    private var timer: Scheduled<Void>?
    private var timerDeadline = NIODeadline.distantFuture

    init(timeouts: ConnectionTimeouts, check: RequestHeadCheck, budget: BodyBudget, retryAfter: Duration) {
        state = ConnectionStateMachine(timeouts: timeouts, now: .now())
        self.check = check
        overload = .overload(retryAfter: retryAfter)
        bodies = HeldBodies(budget: budget)
    }

    /// Tells whether arriving bytes are still wanted.
    func bytesArrived() -> Bool {
        state.bytesArrived(now: .now())
    }

    func handlerAdded(context: ChannelHandlerContext) {
        armTimer(context)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        timer?.cancel()
        timer = nil
        bodies.end()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard state.reading != .stopped else { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            state.headCompleted(now: .now())
            if let rejection = check.rejection(of: head) {
                reject(rejection, context)
            } else {
                pending = (head, nil)
                bodies.begin()
            }
        case .body(var buffer):
            guard bodies.take(buffer.readableBytes) else {
                // Handed over first, so that the route decides what its answer is; a route without a body has its own.
                handOver(isComplete: false, context)
                return reject(overload, context)
            }
            guard pending != nil else { return context.fireChannelRead(wrapInboundOut(.body(buffer))) }
            if pending?.body?.writeBuffer(&buffer) == nil { pending?.body = buffer }
        case .end:
            state.requestCompleted(now: .now())
            if !handOver(isComplete: true, context) { context.fireChannelRead(wrapInboundOut(.end)) }
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        handOver(isComplete: false, context)
        if state.reading != .nothing { armTimer(context) }
        context.fireChannelReadComplete()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? HTTPParserError else {
            context.fireErrorCaught(error)
            return context.close(promise: nil)
        }
        guard state.reading != .stopped else { return }
        reject(Rejection(parsing: error), context)
        context.fireChannelReadComplete()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        state.writability(context.channel.isWritable, now: .now())
        armTimer(context)
        context.fireChannelWritabilityChanged()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard event is ChannelShouldQuiesceEvent else { return context.fireUserInboundEventTriggered(event) }
        if state.drain() { context.close(promise: nil) }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        write(unwrapOutboundIn(data), context, promise: promise)
    }

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        guard let answer = event as? ExpiredAnswer else {
            return context.triggerUserOutboundEvent(event, promise: promise)
        }
        write(OutboundPart(bytes: answer.bytes, closes: true), context, promise: promise)
        context.flush()
    }

    private func write(_ part: OutboundPart, _ context: ChannelHandlerContext, promise: EventLoopPromise<Void>?) {
        let last = part.closes ? promise ?? context.eventLoop.makePromise() : promise
        if let body = part.body {
            context.write(wrapOutboundOut(.byteBuffer(part.bytes)), promise: nil)
            context.write(wrapOutboundOut(.byteBuffer(body)), promise: last)
        } else {
            context.write(wrapOutboundOut(.byteBuffer(part.bytes)), promise: last)
        }
        guard part.isFinal else { return }
        bodies.answered()
        switch state.answered(closes: part.closes, now: .now()) {
        case .keep: if timer == nil { armTimer(context) }
        case .close:
            context.flush()
            context.close(promise: nil)
        case .linger:
            last?.futureResult.assumeIsolated().whenComplete { _ in
                context.close(mode: .output, promise: nil)
                self.state.lastAnswerWritten(now: .now())
                self.armTimer(context)
            }
        }
    }

    /// Hands the request that is being read to the connection's task; returns false when it has it already.
    @discardableResult
    private func handOver(isComplete: Bool, _ context: ChannelHandlerContext) -> Bool {
        guard let (head, body) = pending else { return false }
        pending = nil
        context.fireChannelRead(wrapInboundOut(.request(head, body: body, isComplete: isComplete)))
        return true
    }

    private func reject(_ rejection: Rejection, _ context: ChannelHandlerContext) {
        pending = nil
        state.rejected()
        context.fireChannelRead(wrapInboundOut(.rejected(rejection)))
    }

    /// Sets the timer unless one fires soon enough; it is never moved back, but looks again when it fires early.
    private func armTimer(_ context: ChannelHandlerContext) {
        guard let deadline = state.deadline, timer == nil || deadline < timerDeadline else { return }
        timer?.cancel()
        timerDeadline = deadline
        timer = context.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) { self.timerFired(context) }
    }

    private func timerFired(_ context: ChannelHandlerContext) {
        timer = nil
        switch state.timerFired(now: .now()) {
        case .wait: armTimer(context)
        case .close: context.close(promise: nil)
        case .reject(let rejection):
            pending = nil
            context.fireChannelRead(wrapInboundOut(.rejected(rejection)))
            context.fireChannelReadComplete()
        }
    }
}

@available(*, unavailable)
extension ConnectionHandler: Sendable {}
