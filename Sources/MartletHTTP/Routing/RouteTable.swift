import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging

/// The server's routes, checked and ready to be matched by Hummingbird's router.
///
/// The router matches paths; each path knows its methods here, because 405 needs all of them.
struct RouteTable: Sendable {
    /// What a request's target and method lead to.
    enum Match: Sendable {
        case endpoint(Endpoint, [(name: String, value: String)])
        case methods(allow: String, pattern: String)
        case malformed
        case nothing
    }

    private let responder: RouterResponder<MatchContext>
    private let source = MatchContext.Origin(logger: Logger(label: "martlet.http.router"))

    /// Checks the routes: each has an access rule that can be decided, none is declared twice or hidden by another.
    init(
        _ routes: [Route],
        configuration: HTTPServerConfiguration,
        hasAuthenticator: Bool,
        metrics: ServerMetrics
    ) throws {
        var paths: [String: PathMatch] = [:]
        for route in routes {
            guard let access = route.options.access else { throw HTTPServerError.withoutAccess(route.name) }
            if case .permission(let name) = access.kind, !hasAuthenticator {
                throw HTTPServerError.withoutAuthenticator(route.name, permission: name)
            }
            let endpoint = Endpoint(route, access: access, configuration: configuration, metrics: metrics)
            guard paths[route.pattern, default: PathMatch(pattern: route.pattern)].add(endpoint) else {
                throw HTTPServerError.declaredTwice(route.name)
            }
        }
        let router = Router(context: MatchContext.self)
        for path in paths.values {
            router.on(RouterPath(path.pattern), method: .get, responder: path)
        }
        router.add(middleware: NoMatch())
        do { try router.validate() } catch { throw HTTPServerError.hidden(by: error) }
        responder = router.buildResponder()
    }

    /// Finds what serves a method and target.
    func match(_ method: HTTPRequest.Method, path: String) async -> Match {
        let context = MatchContext(source: source, method: method)
        let head = HTTPRequest(method: .get, scheme: nil, authority: nil, path: path)
        // What the responders return and throw says nothing; the match stands in the context.
        _ = try? await responder.respond(to: Request(head: head, body: RequestBody(buffer: .init())), context: context)
        return context.box.match
    }
}

/// All methods of one path.
private struct PathMatch: HTTPResponder {
    typealias Context = MatchContext

    let pattern: String
    private var endpoints: [HTTPRequest.Method: Endpoint] = [:]

    init(pattern: String) {
        self.pattern = pattern
    }

    /// Adds a method; false when it is there already.
    mutating func add(_ endpoint: Endpoint) -> Bool {
        endpoints.updateValue(endpoint, forKey: endpoint.route.method) == nil
    }

    func respond(to request: Request, context: MatchContext) async throws -> HummingbirdCore.Response {
        context.box.match = match(context.box.method, context.parameters)
        return HummingbirdCore.Response(status: .ok)
    }

    private func match(_ method: HTTPRequest.Method, _ found: Parameters) -> RouteTable.Match {
        guard let endpoint = endpoints[method] ?? (method == .head ? endpoints[.get] : nil) else {
            return .methods(allow: allow, pattern: pattern)
        }
        var parameters: [(name: String, value: String)] = []
        for (name, text) in found {
            guard let value = URLText.decoded(text) else { return .malformed }
            parameters.append((String(name), value))
        }
        return .endpoint(endpoint, parameters)
    }

    private var allow: String {
        var names = endpoints.keys.map(\.rawValue)
        if endpoints[.get] != nil, endpoints[.head] == nil { names.append("HEAD") }
        return names.sorted().joined(separator: ", ")
    }
}

/// Answers paths that no route has, so that the router builds no answer of its own.
private struct NoMatch: MiddlewareProtocol {
    @concurrent func handle(
        _ request: Request,
        context: MatchContext,
        next: @concurrent (Request, MatchContext) async throws -> HummingbirdCore.Response
    ) async throws -> HummingbirdCore.Response {
        HummingbirdCore.Response(status: .notFound)
    }
}
