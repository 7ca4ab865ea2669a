import HTTPTypes
import Hummingbird
import Logging
import Synchronization

/// Carries one match out of Hummingbird's router.
struct MatchContext: Hummingbird.RequestContext {
    typealias Source = Origin

    /// What the router's contexts are made from.
    struct Origin: RequestContextSource {
        let logger: Logger
    }

    /// Where the route that matched leaves itself.
    final class Box: Sendable {
        let method: HTTPRequest.Method
        private let found = Mutex(RouteTable.Match.nothing)

        init(method: HTTPRequest.Method) {
            self.method = method
        }

        var match: RouteTable.Match {
            get { found.withLock(\.self) }
            set { found.withLock { $0 = newValue } }
        }
    }

    var coreContext: CoreRequestContextStorage
    let box: Box

    init(source: Origin) {
        self.init(source: source, method: .get)
    }

    init(source: Origin, method: HTTPRequest.Method) {
        coreContext = CoreRequestContextStorage(source: source)
        box = Box(method: method)
    }
}
