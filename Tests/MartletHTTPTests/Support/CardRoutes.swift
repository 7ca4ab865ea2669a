import Logging
import MartletHTTP
import MartletPayload
import NIOCore

/// The routes that most tests use.
struct CardRoutes: Routes {
    var started = Signal()
    var finish = Signal()
    var cancelled = Signal()

    func register(on routes: RouteGroup<RequestContext>) {
        routes.group("cards", access: .public) { routes in
            routes.get(":id", summary: "One card") { (payload: CardGetPayload, context) in
                context.note("card", payload.id)
                return CardResponse(id: payload.id, title: payload.title ?? "untitled")
            }
            routes.post(summary: "Create a card") { (payload: CardCreatePayload, _) in
                Created(CardResponse(id: 7, title: payload.title), at: "/cards/7")
            }
        }
        routes.group("quiet", access: .public, logLevel: .debug) { routes in
            routes.group("inside") { routes in
                routes.get(":id", summary: "A poll") { (payload: CardGetPayload, _) in PlainText("\(payload.id)") }
            }
            routes.group("loud", logLevel: .notice) { routes in
                routes.get(summary: "An alarm") { _ in PlainText("now") }
            }
        }
        routes.get("text", summary: "Text", access: .public) { _ in PlainText("ok") }
        routes.get("unknown-failure", summary: "Throws", access: .public) { _ -> PlainText in
            throw UnknownFailure(secret: "postgres://user:pass@host")
        }
        routes.get("known-failure", summary: "Throws", access: .public) { _ -> PlainText in
            throw Problem.notFound("Card", 12)
        }
        routes.post("raw", summary: "Bytes", access: .public) { (body: ByteBuffer, context) in
            PlainText("\(body.readableBytes) bytes for \(context.header("user-agent") ?? "nobody")")
        }
        routes.get("wait", summary: "Waits for a signal", access: .public) { _ in
            started.send()
            do { try await finish.wait() } catch {
                cancelled.send()
                throw error
            }
            return PlainText("waited")
        }
    }
}

struct UnknownFailure: Error {
    let secret: String
}

struct CardGetPayload: Payload {
    var id: Int
    var title: String?

    init(reading fields: inout some FieldReader) {
        id = fields.required("id", .range(1...1000), in: .path)
        title = fields.optional("title", in: .query)
    }

    func write(to object: inout ObjectWriter) {
        object.field("id", id)
        object.field("title", title)
    }
}

struct CardCreatePayload: Payload {
    var title: String
    var assignee: String?

    init(reading fields: inout some FieldReader) {
        title = fields.required("title", .length(1...10))
        assignee = fields.optional("assignee", .email)
    }

    func write(to object: inout ObjectWriter) {
        object.field("title", title)
        object.field("assignee", assignee)
    }
}

struct CardResponse: Payload {
    var id: Int
    var title: String

    init(id: Int, title: String) {
        self.id = id
        self.title = title
    }

    init(reading fields: inout some FieldReader) {
        id = fields.required("id")
        title = fields.required("title")
    }

    func write(to object: inout ObjectWriter) {
        object.field("id", id)
        object.field("title", title)
    }
}
