import Martlet
import MartletPostgres
import MartletSQLite

/// The smallest backend with a database: each visit is a row.
enum Shop: Backend {
    static func assemble(_ settings: Settings) throws -> Assembly {
        let database = try settings.database(.sqlite, .postgres, default: "sqlite://shop.db")
        let visits: SQL = "CREATE TABLE IF NOT EXISTS visits (id \(type: .identity), visitor TEXT NOT NULL)"
        return try Assembly {
            database
            MigrationSet("shop", [Migration(1, "create visits", up: [visits], down: ["DROP TABLE IF EXISTS visits"])])
            try HTTPServer(settings.scoped(to: "http")) { VisitRoutes(database: database) }
        }
    }
}

private struct VisitRoutes: Routes {
    let database: Database

    func register(on routes: RouteGroup<RequestContext>) {
        routes.post("visits", summary: "Note a visit", access: .public) { _ in
            let insert: Statement<Int64> = "INSERT INTO visits (visitor) VALUES (\("Ada")) RETURNING id"
            return PlainText("\(try await database.write { try $0.run(insert) })")
        }
    }
}
