import NIOCore
import NIOHTTP1

/// Reads requests off one connection and writes what the script says.
final class ScriptedConnection: ChannelInboundHandler {
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
