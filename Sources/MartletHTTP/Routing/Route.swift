import HTTPTypes
import NIOCore

/// One declared route.
struct Route: Sendable {
    let method: HTTPRequest.Method
    let pattern: String
    let summary: String
    let options: RouteOptions
    let readsBody: Bool
    /// Served also while the server is not ready: health.
    let isAlwaysServed: Bool
    let handler: @Sendable (RequestContext, ByteBuffer?) async throws -> Response

    /// The route in an error's text.
    var name: String { "\(method.rawValue) \(pattern)" }
}
