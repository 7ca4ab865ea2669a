public import HTTPTypes
import Logging
public import MartletContext
public import NIOCore
import Synchronization

/// One request: what every handler may know of it, and the context of routes that need no more.
public struct RequestContext: RouteContext {
    /// Shared by all copies; what changes is guarded by the mutex.
    private final class Storage: Sendable {
        let head: HTTPRequest
        let id: CorrelationID
        let peer: SocketAddress?
        let route: String
        let path: [(name: String, value: String)]
        let query: Substring?
        let notes = Mutex<[(String, Logger.MetadataValue)]>([])

        init(
            head: HTTPRequest,
            id: CorrelationID,
            peer: SocketAddress?,
            route: String,
            path: [(name: String, value: String)],
            query: Substring?
        ) {
            self.head = head
            self.id = id
            self.peer = peer
            self.route = route
            self.path = path
            self.query = query
        }
    }

    private let storage: Storage

    /// Who makes the request, where the route's access rule asked for it.
    public internal(set) var principal: (any Principal)?

    init(
        head: HTTPRequest,
        id: CorrelationID,
        peer: SocketAddress?,
        route: String = "",
        path: [(name: String, value: String)] = [],
        query: Substring? = nil
    ) {
        storage = Storage(head: head, id: id, peer: peer, route: route, path: path, query: query)
    }

    /// Takes the request as it is.
    public init(_ request: RequestContext) {
        self = request
    }

    /// The request itself.
    public var request: RequestContext { self }

    /// The method, target and headers as the client sent them.
    public var head: HTTPRequest { storage.head }

    /// The method.
    public var method: HTTPRequest.Method { storage.head.method }

    /// The target's path as the client sent it, without the query.
    public var path: Substring {
        let target = storage.head.path ?? "/"
        return target.prefix { $0 != "?" }
    }

    /// The target's query as the client sent it, without the question mark; nil without one.
    public var query: Substring? { storage.query }

    /// The pattern of the route that matched, for example `/cards/:id`.
    public var route: String { storage.route }

    /// The id that ties everything done for this request together.
    public var id: CorrelationID { storage.id }

    /// The address at the other end of the connection, which may be a proxy's.
    public var peer: SocketAddress? { storage.peer }

    /// Returns a part of the path by its name in the route's pattern, decoded.
    public func pathParameter(_ name: String) -> String? {
        storage.path.first { $0.name == name }?.value
    }

    /// The named parts of the path, decoded.
    var pathParameters: [(name: String, value: String)] { storage.path }

    /// What was noted for the end record.
    var notes: [(String, Logger.MetadataValue)] { storage.notes.withLock(\.self) }

    func addNote(_ name: String, _ value: Logger.MetadataValue) {
        storage.notes.withLock { notes in
            notes.removeAll { $0.0 == name }
            notes.append((name, value))
        }
    }
}
