import HTTPTypes
import NIOCore

/// Where routes are declared: a prefix of the path and the access rule that its routes have unless they say otherwise.
///
/// Paths are written without a leading slash, parts that vary with a colon: `cards/:id`.
public struct RouteGroup<Context: RouteContext> {
    private let collector: RouteCollector
    private let prefix: String
    private let access: AccessRule?

    init(collector: RouteCollector, prefix: String = "", access: AccessRule? = nil) {
        self.collector = collector
        self.prefix = prefix
        self.access = access
    }

    /// Declares routes below a path.
    public func group(
        _ path: String = "",
        access: AccessRule? = nil,
        _ register: (RouteGroup<Context>) -> Void
    ) {
        register(RouteGroup(collector: collector, prefix: joined(path), access: access ?? self.access))
    }

    /// Declares routes below a path whose handlers get another context.
    public func group<Other: RouteContext>(
        _ path: String = "",
        context: Other.Type,
        access: AccessRule? = nil,
        _ register: (RouteGroup<Other>) -> Void
    ) {
        register(RouteGroup<Other>(collector: collector, prefix: joined(path), access: access ?? self.access))
    }

    /// Declares a route whose handler gets the request and its body; the other forms of declaration end here.
    func add(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ summary: String,
        _ options: RouteOptions,
        readsBody: Bool,
        isAlwaysServed: Bool = false,
        _ handler: @escaping @Sendable (RequestContext, ByteBuffer?) async throws -> Response
    ) {
        let pattern = joined(path)
        var options = options
        options.access = options.access ?? access
        collector.add(
            Route(
                method: method,
                pattern: pattern.isEmpty ? "/" : pattern,
                summary: summary,
                options: options,
                readsBody: readsBody,
                isAlwaysServed: isAlwaysServed,
                handler: handler
            )
        )
    }

    private func joined(_ path: String) -> String {
        let parts = path.split(separator: "/")
        return parts.isEmpty ? prefix : prefix + "/" + parts.joined(separator: "/")
    }
}

@available(*, unavailable)
extension RouteGroup: Sendable {}
