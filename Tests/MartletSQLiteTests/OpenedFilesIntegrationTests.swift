import Foundation
import MartletDatabase
import MartletSQLite
import MartletTesting
import Testing

/// What the engine does when somebody takes its files away.
@Suite struct OpenedFilesIntegrationTests {
    private static let table: Statement<Changes> = "CREATE TABLE items (id INTEGER PRIMARY KEY)"

    @Test(arguments: ["", "-wal"])
    func `F-03 while a file is gone nothing is acknowledged, and all goes on when it is put back`(
        suffix: String
    ) async throws {
        try await Self.withDatabase { database, path in
            let file = path + suffix
            try FileManager.default.moveItem(atPath: file, toPath: "\(path).aside")
            for _ in 1...2 {
                let error = await expect(.connection) { _ = try await database.run(Items.insert(2)) }
                #expect(error?.message.contains("at '\(file)' is gone") == true)
                #expect(error?.message.contains("put it back") == true)
                await expect(.connection) { _ = try await database.write { try $0.run(Items.insert(3)) } }
                await expect(.connection) { _ = try await database.run(Items.ids) }
                await expect(.connection) { _ = try await database.read { try $0.run(Items.ids) } }
            }
            try FileManager.default.moveItem(atPath: "\(path).aside", toPath: file)
            try await database.run(Items.insert(4))
            await database.close()
            #expect(try await Self.ids(at: path) == [1, 4])
        }
    }

    @Test func `F-03 a removed directory is not written any more, and closing makes nothing there`() async throws {
        try await Self.withDatabase { database, path in
            let directory = URL(filePath: path).deletingLastPathComponent().path()
            try FileManager.default.removeItem(atPath: directory)
            await expect(.connection) { _ = try await database.run(Items.insert(2)) }
            await expect(.connection) { _ = try await database.run(Items.ids) }
            await database.close()
            #expect(!FileManager.default.fileExists(atPath: directory))
        }
    }

    @Test func `F-03 a file put in the place of the database is neither read nor written`() async throws {
        try await Self.withDatabase { database, path in
            let aside = "\(path).aside"
            let other = Data(repeating: 0x5A, count: 20_000)
            try FileManager.default.moveItem(atPath: path, toPath: aside)
            try other.write(to: URL(filePath: path))
            let error = await expect(.connection) { _ = try await database.run(Items.insert(2)) }
            #expect(error?.message.contains("is another one") == true)
            await expect(.connection) { _ = try await database.run(Items.ids) }
            await database.close()
            #expect(try Data(contentsOf: URL(filePath: path)) == other)
            let log = FileManager.default.contents(atPath: "\(path)-wal") ?? Data()
            #expect(log.isEmpty, "no log is left that the other file could take for its own")
            #expect(try await Self.ids(at: aside) == [1], "what was acknowledged is in the file it was written to")
        }
    }

    /// Runs a closure with an open database that has one item, in a directory of its own.
    private static func withDatabase(_ body: (Database, String) async throws -> Void) async throws {
        try await TemporaryDirectory.with { directory in
            let path = "\(directory)/data/test.db"
            let database = Database(SQLiteEngine(path: path))
            try await database.open()
            try await database.run(table)
            try await database.run(Items.insert(1))
            do { try await body(database, path) } catch {
                await database.close()
                throw error
            }
            await database.close()
        }
    }

    /// The items in a file.
    private static func ids(at path: String) async throws -> [Int] {
        let database = Database(SQLiteEngine(path: path))
        try await database.open()
        let ids = try await database.run(Items.ids)
        await database.close()
        return ids
    }
}
