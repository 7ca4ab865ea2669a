import HTTPTypes
public import Logging
import NIOCore

/// Where routes are declared: a prefix of the path, and the access rule and the log level that its routes have unless they
/// say otherwise.
///
/// Paths are written without a leading slash, parts that vary with a colon: `cards/:id`.
public struct RouteGroup<Context: RouteContext> {
    private let collector: RouteCollector
    private let prefix: String
    private let access: AccessRule?
    private let logLevel: Logger.Level?

    init(
        collector: RouteCollector,
        prefix: String = "",
        access: AccessRule? = nil,
        logLevel: Logger.Level? = nil
    ) {
        self.collector = collector
        self.prefix = prefix
        self.access = access
        self.logLevel = logLevel
    }

    /// Declares routes below a path.
    ///
    /// What is asked for over and over while nothing happens, as probes and polls are, is told of at a lower level:
    ///
    /// ```swift
    /// routes.group(logLevel: .debug) { $0.get("events", summary: "What is new") { … } }
    /// ```
    ///
    /// - Parameters:
    ///   - path: What the paths of the routes begin with.
    ///   - access: Who may call the routes, where they do not say so themselves.
    ///   - logLevel: The level of the records of requests that succeed, INFO by default; one that fails is told of at INFO at
    ///     least.
    ///   - register: Declares the routes.
    public func group(
        _ path: String = "",
        access: AccessRule? = nil,
        logLevel: Logger.Level? = nil,
        _ register: (RouteGroup<Context>) -> Void
    ) {
        group(path, context: Context.self, access: access, logLevel: logLevel, register)
    }

    /// Declares routes below a path whose handlers get another context.
    public func group<Other: RouteContext>(
        _ path: String = "",
        context: Other.Type,
        access: AccessRule? = nil,
        logLevel: Logger.Level? = nil,
        _ register: (RouteGroup<Other>) -> Void
    ) {
        register(
            RouteGroup<Other>(
                collector: collector,
                prefix: joined(path),
                access: access ?? self.access,
                logLevel: logLevel ?? self.logLevel
            )
        )
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
        options.logLevel = options.logLevel ?? logLevel
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
