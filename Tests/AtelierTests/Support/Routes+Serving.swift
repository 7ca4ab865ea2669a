import Logging
import Martlet

extension Routes where Self: Sendable {
    /// Serves the routes for the length of a closure, which is given their address; they stand for somebody else, whose doings
    /// belong into no log.
    func serve(_ body: (String) async throws -> Void) async throws {
        let server = HTTPServer(HTTPServerConfiguration(port: 0)) { self }
        var context = Martlet.Context.current
        context.logger = Logger(label: "double", factory: { _ in SwiftLogNoOpLogHandler() })
        try await context.run { try await server.bind() }
        server.ready()
        let address = server.address ?? ""
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            // The server ends with this scope, whichever way it is left.
            defer { group.cancelAll() }
            try await body(address)
        }
    }
}
