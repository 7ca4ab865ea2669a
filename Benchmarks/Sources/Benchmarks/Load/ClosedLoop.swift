import NIOCore

/// One connection: sends a request, waits for the answer, sends the next one.
final class ClosedLoop: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var requests: any RequestSource
    private var answers = AnswerScanner()
    private let window: LoadWindow
    private let done: EventLoopPromise<[Int64]>
    private var sentAt = NIODeadline.now()
    private var latencies: [Int64] = []

    /// Creates a loop that fulfils the promise with the nanoseconds each answer took that came within the window.
    init(requests: any RequestSource, window: LoadWindow, done: EventLoopPromise<[Int64]>) {
        self.requests = requests
        self.window = window
        self.done = done
    }

    func channelActive(context: ChannelHandlerContext) {
        post(context)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        answers.append(unwrapInboundIn(data))
        do {
            while try answers.next() { count(context) }
        } catch {
            done.fail(error)
            context.close(promise: nil)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        done.fail(BenchmarkError("The service closed a connection before the time was up."))
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        done.fail(error)
        context.close(promise: nil)
    }

    private func post(_ context: ChannelHandlerContext) {
        sentAt = .now()
        context.writeAndFlush(wrapOutboundOut(requests.next()), promise: nil)
    }

    private func count(_ context: ChannelHandlerContext) {
        let now = NIODeadline.now()
        guard now < window.end else {
            done.succeed(latencies)
            return context.close(promise: nil)
        }
        if now >= window.begin { latencies.append((now - sentAt).nanoseconds) }
        post(context)
    }
}
