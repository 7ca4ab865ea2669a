import Martlet
import MartletPostgres
import MartletSQLite

/// A service with a database and a schema in several releases, for tests of the start and of the commands.
@main
struct LittleService: Backend {
    static let name = "little"

    static func assemble(_ settings: Settings) throws -> Assembly {
        let database = try settings.database(.sqlite, .postgres, default: "sqlite://little.db")
        let release = try settings.value("little.release", default: Release.first, about: "The release.")
        return try Assembly {
            database
            MigrationSet("little", release.migrations)
            try HTTPServer(settings.scoped(to: "http")) { NoteRoutes(database: database) }
        }
    }
}

/// What the service was, and what it became.
enum Release: String, SettingValue, CaseIterable {
    /// With one migration.
    case first
    /// With another one, which the first release does not work with.
    case second
    /// With another one, which the first release works with.
    case compatible
    /// With the first migration rewritten.
    case rewritten
    /// With a migration that drops something.
    case dropping

    var migrations: [Migration] {
        switch self {
        case .first: [Self.notes]
        case .second: [Self.notes, Self.authors(compatible: false)]
        case .compatible: [Self.notes, Self.authors(compatible: true)]
        case .rewritten: [Migration(1, "create notes", up: ["CREATE TABLE notes (id \(type: .identity))"], down: [])]
        case .dropping:
            [Self.notes, Migration(2, "forget texts", up: ["ALTER TABLE notes DROP COLUMN text"], down: [])]
        }
    }

    private static let notes = Migration(
        1,
        "create notes",
        up: ["CREATE TABLE IF NOT EXISTS notes (id \(type: .identity), text \(type: .text) NOT NULL)"],
        down: ["DROP TABLE IF EXISTS notes"]
    )

    private static func authors(compatible: Bool) -> Migration {
        Migration(
            2,
            "create authors",
            compatible: compatible,
            up: ["CREATE TABLE IF NOT EXISTS authors (id \(type: .identity), name \(type: .text) NOT NULL)"],
            down: ["DROP TABLE IF EXISTS authors"]
        )
    }
}

private struct NoteRoutes: Routes {
    let database: Database

    func register(on routes: RouteGroup<RequestContext>) {
        routes.post("notes", summary: "Keep a note", access: .public) { _ in
            let insert: Statement<Int64> = "INSERT INTO notes (text) VALUES (\("A note.")) RETURNING id"
            return PlainText("\(try await database.run(insert))")
        }
        // What no service should do by itself.
        routes.post("tables", summary: "Make a table", access: .public) { _ in
            try await database.run("CREATE TABLE mischief (id \(type: .integer))")
            return PlainText("made")
        }
    }
}
