import MartletDatabase
import MartletSQLite
import MartletTesting
import Testing

/// How the engine opens, owns and closes its file.
@Suite struct SQLiteEngineIntegrationTests {
    @Test func `a second engine on the same file is refused with a sentence that names the file`() async throws {
        try await TemporaryDirectory.with { directory in
            let path = "\(directory)/deep/er/shop.db"
            let first = Database(SQLiteEngine(path: path))
            let second = Database(SQLiteEngine(path: path))
            try await first.open()
            let error = await #expect(throws: DatabaseError.self) { try await second.open() }
            #expect(error?.code == .owned)
            #expect(error?.message.contains(path) == true)
            await first.close()
            try await second.open()
            await second.close()
        }
    }
}
