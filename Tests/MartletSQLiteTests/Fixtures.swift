import MartletDatabase
import MartletSQLite
import MartletTesting
import Testing

/// Runs a closure with an open engine on a temporary file that has a table of numbered items.
func withItems(
    _ configuration: SQLiteEngine.Configuration = SQLiteEngine.Configuration(),
    _ body: (Database, SQLiteEngine) async throws -> Void
) async throws {
    try await TemporaryDirectory.with { directory in
        let engine = SQLiteEngine(path: "\(directory)/test.db", configuration: configuration)
        let database = Database(engine)
        try await database.open()
        do {
            try await database.run(
                """
                CREATE TABLE items (
                    id INTEGER PRIMARY KEY, content BLOB, owner INTEGER REFERENCES items (id) DEFERRABLE INITIALLY DEFERRED
                )
                """
            )
            // A reader finds out once that this writes; calls that wait for that are none that wait for the writer.
            try await database.run(Items.insert(0))
            try await database.run("DELETE FROM items")
            try await body(database, engine)
        } catch {
            await database.close()
            throw error
        }
        await database.close()
    }
}

/// The statements of the tests.
enum Items {
    static let count: Statement<Int> = "SELECT count(*) FROM items"
    static let ids: Statement<[Int]> = "SELECT id FROM items ORDER BY id"

    static func insert(_ id: Int) -> Statement<Changes> {
        "INSERT INTO items (id) VALUES (\(id))"
    }
}

extension SQLiteEngine {
    /// Waits until so many calls wait in the engine's queues.
    func waitForCalls(_ count: Int) async {
        while statistics.waiting < count { await Task.yield() }
    }

    /// Waits until no thread works on a call.
    func waitUntilIdle() async {
        while statistics.waiting + statistics.running > 0 { await Task.yield() }
    }
}

/// Expects a closure to throw a database error of a kind, and returns it.
@discardableResult
func expect(
    _ code: DatabaseError.Code,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () async throws -> Void
) async -> DatabaseError? {
    let error = await #expect(throws: DatabaseError.self, sourceLocation: sourceLocation) { try await body() }
    #expect(error?.code == code, sourceLocation: sourceLocation)
    return error
}
