import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A server on a free loopback port that answers each request as its script says.
final class ScriptedServer: Sendable {
    /// What a client sent.
    struct Received: Sendable, Equatable {
        var method: String
        var target: String
        var headers: HTTPHeaders
        var body: String
    }

    /// What the server does with a request.
    enum Answer: Sendable {
        case http(Int, headers: HTTPHeaders = [:], body: String = "")
        case raw(String)
        case cut(String)
        case silence
        case hangUp
    }

    typealias Script = @Sendable (_ call: Int, _ request: Received) -> Answer

    private let script: Script
    private let log = Mutex<[Received]>([])
    private let arrivals = AsyncStream<Void>.makeStream()
    private let closings = AsyncStream<Void>.makeStream()

    private init(script: @escaping Script) {
        self.script = script
    }

    /// Every request so far, in order.
    var received: [Received] { log.withLock { $0 } }

    /// Suspends until the next request that nobody waited for yet.
    func waitForRequest() async {
        var arrivals = arrivals.stream.makeAsyncIterator()
        _ = await arrivals.next()
    }

    /// Suspends until the next connection that a client closed.
    func waitForClosing() async {
        var closings = closings.stream.makeAsyncIterator()
        _ = await closings.next()
    }

    fileprivate func answer(_ request: Received) -> Answer {
        let count = log.withLock { log in
            log.append(request)
            return log.count
        }
        defer { arrivals.continuation.yield() }
        return script(count, request)
    }

    fileprivate func noteClosing() {
        closings.continuation.yield()
    }

    /// Runs an operation against a new server, whose base URL it is given.
    static func run<Success>(
        _ script: @escaping Script,
        _ operation: (ScriptedServer, String) async throws -> Success
    ) async throws -> Success {
        let server = ScriptedServer(script: script)
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(ScriptedConnection(server: server))
                }
            }
            .bind(host: "127.0.0.1", port: 0)
            .get()
        do {
            let port = listener.localAddress?.port ?? 0
            let outcome = try await operation(server, "http://127.0.0.1:\(port)")
            try await listener.close()
            return outcome
        } catch {
            try? await listener.close()
            throw error
        }
    }
}

/// Reads requests off one connection and writes what the script says.
private final class ScriptedConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let server: ScriptedServer
    private var pending = ""

    init(server: ScriptedServer) {
        self.server = server
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        pending += String(buffer: unwrapInboundIn(data))
        while let request = takeRequest() {
            switch server.answer(request) {
            case .silence: break
            case .hangUp: context.close(promise: nil)
            case .raw(let text): write(text, to: context)
            case .cut(let text):
                write(text, to: context)
                context.close(promise: nil)
            case .http(let status, var headers, let body):
                headers.add(name: "content-length", value: "\(body.utf8.count)")
                let lines = headers.map { "\($0.name): \($0.value)\r\n" }.joined()
                write("HTTP/1.1 \(status) Scripted\r\n\(lines)\r\n\(body)", to: context)
            }
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        server.noteClosing()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func write(_ text: String, to context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
    }

    /// Takes the next whole request off what has arrived.
    private func takeRequest() -> ScriptedServer.Received? {
        guard let end = pending.firstRange(of: "\r\n\r\n") else { return nil }
        let lines = pending[..<end.lowerBound].split(separator: "\r\n" as Character)
        var headers = HTTPHeaders()
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            headers.add(name: String(line[..<colon]), value: String(line[colon...].dropFirst(2)))
        }
        let length = headers.first(name: "content-length").flatMap { Int($0) } ?? 0
        let rest = pending[end.upperBound...].utf8
        guard rest.count >= length else { return nil }
        let start = lines[0].split(separator: " ")
        let body = String(Substring(rest.prefix(length)))
        pending = String(Substring(rest.dropFirst(length)))
        return .init(method: String(start[0]), target: String(start[1]), headers: headers, body: body)
    }
}
