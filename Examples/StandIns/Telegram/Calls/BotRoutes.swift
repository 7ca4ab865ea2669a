import HTTPTypes
import Martlet
import NIOCore

/// The door of the bot: the methods of the Bot API, and the files that it knows.
struct BotRoutes: Routes {
    let standIn: TelegramStandIn

    /// How long a call without an answer stays open; whoever made it ends it before.
    private static let patience = Duration.seconds(3600)

    /// The most bytes of a call; up to three times as many are read, so that the refusal is the Bot API's.
    static let bodyLimit = 21 << 20

    func register(on routes: RouteGroup<RequestContext>) {
        // A pattern stands in logs and metrics, so the token in the path is a parameter.
        routes.group("bot{token}", access: .ownMachine) { bot in
            for method in [HTTPRequest.Method.get, .post] {
                bot.raw(method, ":method", summary: "Bot API", deadline: Self.patience, bodyLimit: 3 * Self.bodyLimit) {
                    (body, context: RequestContext) in
                    try await answer(body, context)
                }
            }
        }
        routes.get("file/bot{token}/:folder/:name", summary: "Bot API: a file", access: .ownMachine) { context in
            let path = [context.pathParameter("folder"), context.pathParameter("name")].compactMap(\.self)
            guard isAuthorized(context) else { return BotReply.result(.refused(BotRefusal(401, "Unauthorized"))) }
            guard let file = standIn.look({ $0.files.file(at: path.joined(separator: "/")) }) else {
                return .result(.refused(BotRefusal(404, "Not Found")))
            }
            return .bytes(Bytes(file.bytes, contentType: file.attachment.contentType))
        }
    }

    private func answer(_ body: ByteBuffer, _ context: RequestContext) async throws -> BotReply {
        guard isAuthorized(context) else { return .result(.refused(BotRefusal(401, "Unauthorized"))) }
        let name = context.pathParameter("method") ?? ""
        guard let method = BotMethod.named[name.lowercased()] else {
            // Telegram answers 404, which client libraries take for a wrong token.
            return .result(.refused(.badRequest("the stand-in for Telegram has no method \(name.prefix(64))")))
        }
        guard body.readableBytes <= Self.bodyLimit else {
            return .result(.refused(BotRefusal(413, "Request Entity Too Large")))
        }
        do {
            let type = context.header("content-type")
            let parameters = try BotParameters(query: context.query, contentType: type, body: body)
            context.note("bot_method", method.name)
            let call = BotCall(method: method.name, contentType: type, parameters: parameters)
            let fault = await standIn.fault(of: call)
            switch fault {
            case .refusal(let refusal)?: throw refusal
            case .page(let status)?: return .page(status)
            case .silence?:
                try? await Martlet.Context.current.clock.sleep(for: Self.patience)
                return .page(504)
            case .pageAfterwards?, nil: break
            }
            let result = try await method.answer(call, standIn)
            if case .pageAfterwards(let status)? = fault { return .page(status) }
            return .result(result)
        } catch let refusal as BotRefusal {
            return .result(.refused(refusal))
        }
    }

    private func isAuthorized(_ context: RequestContext) -> Bool {
        context.pathParameter("token").map(Secret.init) == standIn.token
    }
}

/// What comes back from the Bot API, or from something in front of it.
enum BotReply: ResponseConvertible {
    case result(BotResult)
    case bytes(Bytes)

    /// What a gateway says when Telegram does not.
    case page(Int)

    func response() throws -> Response {
        switch self {
        case .result(let result): return try result.response()
        case .bytes(let bytes): return bytes.response()
        case .page(let status):
            let page =
                "<html>\r\n<head><title>\(status)</title></head>\r\n<body>\(status)<hr>nginx</body>\r\n</html>\r\n"
            return Response(HTTPResponse.Status(code: status), contentType: "text/html", body: ByteBuffer(string: page))
        }
    }
}
