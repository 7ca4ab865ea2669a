import Martlet
import NIOCore

/// A server of the web with a picture on it, and some that Telegram does not take.
struct PictureServer: Routes {
    let picture: ByteBuffer

    func register(on routes: RouteGroup<RequestContext>) {
        routes.group(access: .public) { routes in
            routes.get("a.png", summary: "A picture") { _ in Bytes(picture, contentType: "image/png") }
            routes.get("page", summary: "No picture") { _ in PlainText("<html></html>") }
            routes.get("bytes", summary: "No picture either") { _ in Bytes(ByteBuffer(string: "bytes")) }
            routes.get("long", summary: "Too long") { _ in Bytes(SamplePicture.png(10, 4000), contentType: "image/png")
            }
            routes.get("large", summary: "Too large") { _ in Bytes(ByteBuffer(repeating: 0, count: (5 << 20) + 1)) }
        }
    }

    static func with(_ picture: ByteBuffer, _ body: (String) async throws -> Void) async throws {
        let server = HTTPServer(HTTPServerConfiguration(port: 0)) { PictureServer(picture: picture) }
        try await server.bind()
        server.ready()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            defer { group.cancelAll() }
            try await body(server.address ?? "")
        }
    }
}
