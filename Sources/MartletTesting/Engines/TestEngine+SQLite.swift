import MartletDatabase
import MartletSQLite

extension TestEngine {
    /// Runs a closure with a database in a temporary file.
    func withSQLite<Success>(_ body: (Database) async throws -> Success) async throws -> Success {
        try await TemporaryDirectory.with { directory in
            let database = Database(SQLiteEngine(path: "\(directory)/test.db"))
            try await database.open()
            return try await database.closing(after: body)
        }
    }
}

extension Database {
    /// Runs a closure with the open database and closes it on every way out.
    func closing<Success>(after body: (Database) async throws -> Success) async throws -> Success {
        do {
            let success = try await body(self)
            await close()
            return success
        } catch {
            await close()
            throw error
        }
    }
}
