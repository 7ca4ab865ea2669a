import HTTPTypes
import MartletPayload
import NIOCore

extension RouteGroup {
    /// A payload in, a payload out.
    func declare<Input: Payload, Output: Payload>(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ summary: String,
        _ options: RouteOptions,
        _ handler: @escaping @Sendable (Input, Context) async throws -> Output
    ) {
        let decoding = PayloadDecoding<Input>()
        add(method, path, summary, options, readsBody: true) { request, body in
            let input = try decoding.decode(request, body: body)
            return try Response(encoding: try await handler(input, Context(request)))
        }
    }

    /// A payload in, an answer out.
    func declare<Input: Payload, Output: ResponseConvertible>(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ summary: String,
        _ options: RouteOptions,
        _ handler: @escaping @Sendable (Input, Context) async throws -> Output
    ) {
        let decoding = PayloadDecoding<Input>()
        add(method, path, summary, options, readsBody: true) { request, body in
            let input = try decoding.decode(request, body: body)
            return try await handler(input, Context(request)).response()
        }
    }

    /// Nothing in, a payload out.
    func declare<Output: Payload>(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ summary: String,
        _ options: RouteOptions,
        _ handler: @escaping @Sendable (Context) async throws -> Output
    ) {
        add(method, path, summary, options, readsBody: false) { request, _ in
            try Response(encoding: try await handler(Context(request)))
        }
    }

    /// Nothing in, an answer out.
    func declare<Output: ResponseConvertible>(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ summary: String,
        _ options: RouteOptions,
        _ handler: @escaping @Sendable (Context) async throws -> Output
    ) {
        add(method, path, summary, options, readsBody: false) { request, _ in
            try await handler(Context(request)).response()
        }
    }
}
