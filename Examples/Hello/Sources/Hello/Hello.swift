import Martlet
import MartletSQLite

@main
struct Hello: Backend {
    static func assemble(_ settings: Settings) throws -> Assembly {
        let database = try settings.database(.sqlite, default: "sqlite://hello.db")
        let visits: SQL = "CREATE TABLE IF NOT EXISTS visits (name TEXT PRIMARY KEY, count \(type: .integer) NOT NULL)"
        return try Assembly {
            database
            MigrationSet("hello", [Migration(1, "create visits", up: [visits], down: ["DROP TABLE IF EXISTS visits"])])
            try HTTPServer(settings.scoped(to: "http")) { VisitRoutes(database: database) }
        }
    }
}

struct Visit: Payload {
    let name: String

    init(reading fields: inout some FieldReader) {
        name = fields.required("name", .length(1...80), .trimmed, about: "Who visits.")
    }

    func write(to object: inout ObjectWriter) { object.field("name", name) }
}

struct VisitRoutes: Routes {
    let database: Database

    func register(on routes: RouteGroup<RequestContext>) {
        routes.post("visits", summary: "Count a visit", access: .public) { (visit: Visit, _) in
            let count: Statement<Int> = """
                INSERT INTO visits (name, count) VALUES (\(visit.name), 1)
                ON CONFLICT (name) DO UPDATE SET count = visits.count + 1 RETURNING count
                """
            return PlainText("Hello, \(visit.name)! This is visit \(try await database.run(count)).\n")
        }
    }
}
