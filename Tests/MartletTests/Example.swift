import Martlet
import MartletSQLite

// snippet: Martlet
struct Shop: Backend {
    static func assemble(_ settings: Settings) throws -> Assembly {
        let database = try settings.database(.sqlite, default: "sqlite://shop.db")
        return try Assembly {
            database
            try HTTPServer(settings.scoped(to: "http")) { ShopRoutes() }
        }
    }
}

struct ShopRoutes: Routes {
    func register(on routes: RouteGroup<RequestContext>) {
        routes.get("hello", summary: "Greet", access: .public) { _ in PlainText("Hello!") }
    }
}
// end
