public import HTTPTypes
public import NIOCore

extension RouteGroup {
    /// Declares a POST route that takes the body's bytes as they came, as webhooks need to check and keep them.
    public func post<Output: ResponseConvertible>(
        _ path: String = "",
        summary: String,
        access: AccessRule? = nil,
        deadline: Duration? = nil,
        bodyLimit: Int? = nil,
        _ handler: @escaping @Sendable (ByteBuffer, Context) async throws -> Output
    ) {
        raw(.post, path, summary: summary, access: access, deadline: deadline, bodyLimit: bodyLimit, handler)
    }

    /// Declares a route of any method that takes the body's bytes as they came; a request without a body gives none.
    public func raw<Output: ResponseConvertible>(
        _ method: HTTPRequest.Method,
        _ path: String = "",
        summary: String,
        access: AccessRule? = nil,
        deadline: Duration? = nil,
        bodyLimit: Int? = nil,
        _ handler: @escaping @Sendable (ByteBuffer, Context) async throws -> Output
    ) {
        let options = RouteOptions(access: access, deadline: deadline, bodyLimit: bodyLimit)
        add(method, path, summary, options, readsBody: true) { request, body in
            try await handler(body ?? ByteBuffer(), Context(request)).response()
        }
    }
}
