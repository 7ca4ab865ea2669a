import Martlet
import MartletContext
import MartletPostgres
import MartletSQLite
import MartletTesting

/// The smallest backend with a database: each visit is a row, and each name is taken once.
enum Shop: Backend {
    static func assemble(_ settings: Settings) throws -> Assembly {
        let database = try settings.database(.sqlite, .postgres, default: "sqlite://shop.db")
        let visits: SQL = "CREATE TABLE IF NOT EXISTS visits (id \(type: .identity), visitor TEXT NOT NULL)"
        let names: SQL = "CREATE TABLE IF NOT EXISTS names (name TEXT PRIMARY KEY, length INTEGER CHECK (length > 0))"
        return try Assembly {
            database
            MigrationSet(
                "shop",
                [
                    Migration(1, "create visits", up: [visits], down: ["DROP TABLE IF EXISTS visits"]),
                    Migration(2, "create names", up: [names], down: ["DROP TABLE IF EXISTS names"]),
                ]
            )
            try HTTPServer(settings.scoped(to: "http")) { VisitRoutes(database: database) }
        }
    }
}

private struct VisitRoutes: Routes {
    struct Regret: Error {}

    let database: Database

    func register(on routes: RouteGroup<RequestContext>) {
        routes.post("visits", summary: "Note a visit", access: .public) { _ in
            let insert: Statement<Int64> = "INSERT INTO visits (visitor) VALUES (\("Ada")) RETURNING id"
            return PlainText("\(try await database.write { try $0.run(insert) })")
        }
        routes.post("names", summary: "Take a name", access: .public) { _ in
            try await database.run("INSERT INTO names (name, length) VALUES ('Ada', 3)")
            return PlainText("taken")
        }
        routes.post("nothings", summary: "Take a name of no length", access: .public) { _ in
            try await database.run("INSERT INTO names (name, length) VALUES ('', 0)")
            return PlainText("taken")
        }
        routes.post("regrets", summary: "Begin and regret", access: .public) { _ -> PlainText in
            try await database.write { tx in
                try tx.run("INSERT INTO visits (visitor) VALUES ('Eve')" as Statement<Changes>)
                throw Regret()
            }
        }
        routes.post("delays", summary: "Look for a visitor, slowly", access: .public) { _ in
            let look: Statement<Slow> = "SELECT id FROM visits WHERE visitor = \("hush")"
            _ = try await database.run(look)
            return PlainText("found")
        }
        routes.post("waits", summary: "Wait for ever inside a transaction", access: .public) { _ in
            PlainText("\(try await database.read { try $0.run(Self.endless(on: database.engine.dialect)) })")
        }
    }

    /// Takes 600 milliseconds by the service's clock.
    private struct Slow: StatementAnswer {
        static func collect(_ rows: inout Rows) throws -> Slow {
            while try rows.next() != nil {}
            (MartletContext.Context.current.clock as? TestClock)?.advance(by: .milliseconds(600))
            return Slow()
        }
    }

    private static func endless(on dialect: Dialect) -> Statement<Int> {
        switch dialect {
        case .sqlite: "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
        case .postgres: "SELECT 1 FROM pg_sleep(3600)"
        }
    }
}
