import MartletDatabase
import Synchronization

/// Which statements read and which write, by the shape of their text.
final class Routes: Sendable {
    enum Route {
        case read, write
    }

    private let limit = 1000
    private let routes = Mutex<[SQL.Shape: Route]>([:])

    /// The route of a shape that has been seen; beyond the limit everything is forgotten and found out again.
    subscript(shape: SQL.Shape) -> Route? {
        get { routes.withLock { $0[shape] } }
        set {
            routes.withLock { routes in
                if routes.count >= limit { routes.removeAll(keepingCapacity: true) }
                routes[shape] = newValue
            }
        }
    }
}
