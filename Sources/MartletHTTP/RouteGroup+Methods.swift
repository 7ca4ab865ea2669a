import HTTPTypes
public import MartletPayload

extension RouteGroup {
    /// Declares a GET route that takes a payload and returns a payload, answered with 200.
    public func get<Input: Payload, Output: Payload>(
        _ path: String = "",
        summary: String,
        access: AccessRule? = nil,
        deadline: Duration? = nil,
        _ handler: @escaping @Sendable (Input, Context) async throws -> Output
    ) {
        declare(.get, path, summary, RouteOptions(access: access, deadline: deadline), handler)
    }

    /// Declares a GET route that takes a payload and returns an answer of its own.
    public func get<Input: Payload, Output: ResponseConvertible>(
        _ path: String = "",
        summary: String,
        access: AccessRule? = nil,
        deadline: Duration? = nil,
        _ handler: @escaping @Sendable (Input, Context) async throws -> Output
    ) {
        declare(.get, path, summary, RouteOptions(access: access, deadline: deadline), handler)
    }

    /// Declares a GET route and returns a payload, answered with 200.
    public func get<Output: Payload>(
        _ path: String = "",
        summary: String,
        access: AccessRule? = nil,
        deadline: Duration? = nil,
        _ handler: @escaping @Sendable (Context) async throws -> Output
    ) {
        declare(.get, path, summary, RouteOptions(access: access, deadline: deadline), handler)
    }

    /// Declares a GET route and returns an answer of its own.
    public func get<Output: ResponseConvertible>(
        _ path: String = "",
        summary: String,
        access: AccessRule? = nil,
        deadline: Duration? = nil,
        _ handler: @escaping @Sendable (Context) async throws -> Output
    ) {
        declare(.get, path, summary, RouteOptions(access: access, deadline: deadline), handler)
    }

    /// Declares a POST route that takes a payload and returns a payload, answered with 200.
    public func post<Input: Payload, Output: Payload>(
        _ path: String = "",
        summary: String,
        access: AccessRule? = nil,
        deadline: Duration? = nil,
        bodyLimit: Int? = nil,
        _ handler: @escaping @Sendable (Input, Context) async throws -> Output
    ) {
        let options = RouteOptions(access: access, deadline: deadline, bodyLimit: bodyLimit)
        declare(.post, path, summary, options, handler)
    }

    /// Declares a POST route that takes a payload and returns an answer of its own.
    public func post<Input: Payload, Output: ResponseConvertible>(
        _ path: String = "",
        summary: String,
        access: AccessRule? = nil,
        deadline: Duration? = nil,
        bodyLimit: Int? = nil,
        _ handler: @escaping @Sendable (Input, Context) async throws -> Output
    ) {
        let options = RouteOptions(access: access, deadline: deadline, bodyLimit: bodyLimit)
        declare(.post, path, summary, options, handler)
    }

    /// Declares a POST route and returns a payload, answered with 200.
    public func post<Output: Payload>(
        _ path: String = "",
        summary: String,
        access: AccessRule? = nil,
        deadline: Duration? = nil,
        _ handler: @escaping @Sendable (Context) async throws -> Output
    ) {
        declare(.post, path, summary, RouteOptions(access: access, deadline: deadline), handler)
    }

    /// Declares a POST route and returns an answer of its own.
    public func post<Output: ResponseConvertible>(
        _ path: String = "",
        summary: String,
        access: AccessRule? = nil,
        deadline: Duration? = nil,
        _ handler: @escaping @Sendable (Context) async throws -> Output
    ) {
        declare(.post, path, summary, RouteOptions(access: access, deadline: deadline), handler)
    }

    /// Declares a PUT route that takes a payload and returns a payload, answered with 200.
    public func put<Input: Payload, Output: Payload>(
        _ path: String = "",
        summary: String,
        access: AccessRule? = nil,
        deadline: Duration? = nil,
        bodyLimit: Int? = nil,
        _ handler: @escaping @Sendable (Input, Context) async throws -> Output
    ) {
        let options = RouteOptions(access: access, deadline: deadline, bodyLimit: bodyLimit)
        declare(.put, path, summary, options, handler)
    }

    /// Declares a PUT route that takes a payload and returns an answer of its own.
    public func put<Input: Payload, Output: ResponseConvertible>(
        _ path: String = "",
        summary: String,
        access: AccessRule? = nil,
        deadline: Duration? = nil,
        bodyLimit: Int? = nil,
        _ handler: @escaping @Sendable (Input, Context) async throws -> Output
    ) {
        let options = RouteOptions(access: access, deadline: deadline, bodyLimit: bodyLimit)
        declare(.put, path, summary, options, handler)
    }

    /// Declares a PUT route and returns a payload, answered with 200.
    public func put<Output: Payload>(
        _ path: String = "",
        summary: String,
        access: AccessRule? = nil,
        deadline: Duration? = nil,
        _ handler: @escaping @Sendable (Context) async throws -> Output
    ) {
        declare(.put, path, summary, RouteOptions(access: access, deadline: deadline), handler)
    }

    /// Declares a PUT route and returns an answer of its own.
    public func put<Output: ResponseConvertible>(
        _ path: String = "",
        summary: String,
        access: AccessRule? = nil,
        deadline: Duration? = nil,
        _ handler: @escaping @Sendable (Context) async throws -> Output
    ) {
        declare(.put, path, summary, RouteOptions(access: access, deadline: deadline), handler)
    }

    /// Declares a PATCH route that takes a payload and returns a payload, answered with 200.
    public func patch<Input: Payload, Output: Payload>(
        _ path: String = "",
        summary: String,
        access: AccessRule? = nil,
        deadline: Duration? = nil,
        bodyLimit: Int? = nil,
        _ handler: @escaping @Sendable (Input, Context) async throws -> Output
    ) {
        let options = RouteOptions(access: access, deadline: deadline, bodyLimit: bodyLimit)
        declare(.patch, path, summary, options, handler)
    }

    /// Declares a PATCH route that takes a payload and returns an answer of its own.
    public func patch<Input: Payload, Output: ResponseConvertible>(
        _ path: String = "",
        summary: String,
        access: AccessRule? = nil,
        deadline: Duration? = nil,
        bodyLimit: Int? = nil,
        _ handler: @escaping @Sendable (Input, Context) async throws -> Output
    ) {
        let options = RouteOptions(access: access, deadline: deadline, bodyLimit: bodyLimit)
        declare(.patch, path, summary, options, handler)
    }

    /// Declares a PATCH route and returns a payload, answered with 200.
    public func patch<Output: Payload>(
        _ path: String = "",
        summary: String,
        access: AccessRule? = nil,
        deadline: Duration? = nil,
        _ handler: @escaping @Sendable (Context) async throws -> Output
    ) {
        declare(.patch, path, summary, RouteOptions(access: access, deadline: deadline), handler)
    }

    /// Declares a PATCH route and returns an answer of its own.
    public func patch<Output: ResponseConvertible>(
        _ path: String = "",
        summary: String,
        access: AccessRule? = nil,
        deadline: Duration? = nil,
        _ handler: @escaping @Sendable (Context) async throws -> Output
    ) {
        declare(.patch, path, summary, RouteOptions(access: access, deadline: deadline), handler)
    }

    /// Declares a DELETE route that takes a payload and returns a payload, answered with 200.
    public func delete<Input: Payload, Output: Payload>(
        _ path: String = "",
        summary: String,
        access: AccessRule? = nil,
        deadline: Duration? = nil,
        _ handler: @escaping @Sendable (Input, Context) async throws -> Output
    ) {
        declare(.delete, path, summary, RouteOptions(access: access, deadline: deadline), handler)
    }

    /// Declares a DELETE route that takes a payload and returns an answer of its own.
    public func delete<Input: Payload, Output: ResponseConvertible>(
        _ path: String = "",
        summary: String,
        access: AccessRule? = nil,
        deadline: Duration? = nil,
        _ handler: @escaping @Sendable (Input, Context) async throws -> Output
    ) {
        declare(.delete, path, summary, RouteOptions(access: access, deadline: deadline), handler)
    }

    /// Declares a DELETE route and returns a payload, answered with 200.
    public func delete<Output: Payload>(
        _ path: String = "",
        summary: String,
        access: AccessRule? = nil,
        deadline: Duration? = nil,
        _ handler: @escaping @Sendable (Context) async throws -> Output
    ) {
        declare(.delete, path, summary, RouteOptions(access: access, deadline: deadline), handler)
    }

    /// Declares a DELETE route and returns an answer of its own.
    public func delete<Output: ResponseConvertible>(
        _ path: String = "",
        summary: String,
        access: AccessRule? = nil,
        deadline: Duration? = nil,
        _ handler: @escaping @Sendable (Context) async throws -> Output
    ) {
        declare(.delete, path, summary, RouteOptions(access: access, deadline: deadline), handler)
    }
}
