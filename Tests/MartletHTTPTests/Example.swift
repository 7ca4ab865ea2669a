import MartletHTTP
import MartletPayload

// snippet: MartletHTTP
struct NoteRoutes: Routes {
    func register(on routes: RouteGroup<RequestContext>) {
        routes.group("notes", access: .public) { routes in
            routes.get(":id", summary: "One note") { context in
                context.note("note", context.pathParameter("id") ?? "")
                return PlainText("A note.")
            }
        }
    }
}

func serveNotes() async throws {
    let server = HTTPServer(HTTPServerConfiguration(port: 8080)) { NoteRoutes() }
    try await server.bind()
    server.ready()
    try await server.run()
}
// end
