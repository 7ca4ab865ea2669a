import MartletHTTP
import MartletPayload

/// Routes that a test declares in place.
struct Declared<Context: RouteContext>: Routes {
    private let declare: @Sendable (RouteGroup<Context>) -> Void

    init(_ context: Context.Type, _ declare: @escaping @Sendable (RouteGroup<Context>) -> Void) {
        self.declare = declare
    }

    init(_ declare: @escaping @Sendable (RouteGroup<Context>) -> Void) where Context == RequestContext {
        self.declare = declare
    }

    func register(on routes: RouteGroup<Context>) {
        declare(routes)
    }
}

struct TestMember: Principal {
    let id: String

    func holds(_ permission: String) -> Bool { id == "ada" }
}

/// Knows ada and bob by their names.
struct TestAuthenticator: Authenticator {
    let challenge = #"Bearer realm="test""#

    func authenticate(_ request: RequestContext) async throws -> (any Principal)? {
        request.header("authorization").map { TestMember(id: $0) }
    }
}

struct MemberContext: RouteContext {
    let request: RequestContext
    let member: TestMember

    init(_ request: RequestContext) throws {
        guard let member = request.principal as? TestMember else { throw Problem.authentication() }
        self.request = request
        self.member = member
    }
}
