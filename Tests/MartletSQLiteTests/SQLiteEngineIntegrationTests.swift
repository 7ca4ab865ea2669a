import Foundation
import MartletContext
import MartletDatabase
import MartletSQLite
import MartletTesting
import Testing

/// How the engine opens, owns and guards its file.
@Suite struct SQLiteEngineIntegrationTests {
    @Test func `a second engine on the same file is refused with a sentence that names the file`() async throws {
        try await TemporaryDirectory.with { directory in
            let path = "\(directory)/deep/er/shop.db"
            let first = Database(SQLiteEngine(path: path))
            let second = Database(SQLiteEngine(path: path))
            try await first.open()
            let error = await expect(.owned) { try await second.open() }
            #expect(error?.message.contains("/deep/er/shop.db' is in use by this process already") == true)
            await first.close()
            try await second.open()
            await second.close()
        }
    }

    @Test func `an engine that owns the file keeps other processes from it until it is closed`() async throws {
        try await TemporaryDirectory.with { directory in
            let path = "\(directory)/shop.db"
            let database = Database(SQLiteEngine(path: path))
            try await database.open()
            #expect(try await exitCode(of: "flock", "--nonblock", path + ".lock", "true") == 1)
            await database.close()
            #expect(try await exitCode(of: "flock", "--nonblock", path + ".lock", "true") == 0)
        }
    }

    @Test func `an engine that is closed while it opens gives the file up`() async throws {
        try await TemporaryDirectory.with { directory in
            let path = "\(directory)/shop.db"
            for _ in 0..<50 {
                let engine = SQLiteEngine(path: path)
                async let opened: Void = engine.open()
                await engine.close()
                do { try await opened } catch { #expect((error as? DatabaseError)?.code == .closed) }
            }
            let last = Database(SQLiteEngine(path: path))
            try await last.open()
            await last.close()
        }
    }

    @Test func `a link to the file is the same file`() async throws {
        try await TemporaryDirectory.with { directory in
            let first = Database(SQLiteEngine(path: "\(directory)/shop.db"))
            try await first.open()
            try FileManager.default.createSymbolicLink(
                atPath: "\(directory)/link.db",
                withDestinationPath: "\(directory)/shop.db"
            )
            await expect(.owned) { try await Database(SQLiteEngine(path: "\(directory)/link.db")).open() }
            await first.close()
        }
    }

    @Test func `a file that is no database is left alone and named`() async throws {
        try await TemporaryDirectory.with { directory in
            let path = "\(directory)/letter.txt"
            let letter = String(repeating: "Dear reader, this is no database. ", count: 100)
            try Data(letter.utf8).write(to: URL(filePath: path))
            let error = await expect(.corrupted) { try await Database(SQLiteEngine(path: path)).open() }
            #expect(error?.message.contains("letter.txt' is not a SQLite database; check the path") == true)
            #expect(try Data(contentsOf: URL(filePath: path)) == Data(letter.utf8))
        }
    }

    @Test func `damage that is found while running is a typed error`() async throws {
        try await TemporaryDirectory.with { directory in
            let path = "\(directory)/test.db"
            let database = Database(SQLiteEngine(path: path))
            try await database.open()
            try await database.run("CREATE TABLE items (id INTEGER PRIMARY KEY, content BLOB)")
            for id in 1...50 {
                try await database.run("INSERT INTO items (id, content) VALUES (\(id), zeroblob(4000))")
            }
            await database.close()
            var bytes = try Data(contentsOf: URL(filePath: path))
            for position in 4096..<bytes.count { bytes[position] = 0xA5 }
            try bytes.write(to: URL(filePath: path))
            let damaged = Database(SQLiteEngine(path: path))
            try await damaged.open()
            await expect(.corrupted) { _ = try await damaged.run(Items.count) }
            await damaged.close()
        }
    }

    @Test func `an opening that failed may be repeated`() async throws {
        try await TemporaryDirectory.with { directory in
            let obstacle = URL(filePath: "\(directory)/folder")
            try Data("a file".utf8).write(to: obstacle)
            let database = Database(SQLiteEngine(path: "\(directory)/folder/test.db"))
            await expect(.connection) { try await database.open() }
            try FileManager.default.removeItem(at: obstacle)
            try await database.open()
            #expect(try await database.run("SELECT 1") == 1)
            await database.close()
        }
    }

    @Test func `a full database is a typed error, and works again when there is room`() async throws {
        var configuration = SQLiteEngine.Configuration()
        configuration.pageLimit = 20
        try await withItems(configuration) { database, _ in
            let large: Statement<Changes> = "INSERT INTO items (content) VALUES (zeroblob(200000))"
            let error = await expect(.full) { _ = try await database.run(large) }
            #expect(error?.message.contains("free space") == true)
            try await database.run(Items.insert(1))
            #expect(try await database.run(Items.ids) == [1])
        }
    }

    @Test(
        arguments: [
            "BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT s", "ATTACH ':memory:' AS other",
            "PRAGMA synchronous = OFF", "PRAGMA journal_mode = DELETE",
        ] as [SQLText]
    )
    func `statements cannot control transactions or settings`(text: SQLText) async throws {
        try await withItems { database, _ in
            await expect(.statement) { _ = try await database.run(Statement<Changes>(text.sql)) }
            await expect(.statement) {
                try await database.write { tx in
                    try tx.run(Items.insert(1))
                    _ = try tx.run(Statement<Changes>(text.sql))
                }
            }
            await expect(.statement) { _ = try await database.read { try $0.run(Statement<Changes>(text.sql)) } }
            let count = try await database.run(Items.count)
            #expect(count == 0)
        }
    }

    @Test func `the writer's settings are the durable ones`() async throws {
        try await withItems { database, _ in
            let settings = try await database.write { tx in
                let mode: String = try tx.run("PRAGMA journal_mode")
                let numbers: [Int] = [try tx.run("PRAGMA synchronous"), try tx.run("PRAGMA foreign_keys")]
                return "\(mode) \(numbers)"
            }
            #expect(settings == "wal [2, 1]")
        }
    }

    @Test func `an instant whose text would not sort is refused`() async throws {
        try await withItems { database, _ in
            let last = Instant(microseconds: 253_402_300_799_999_999)
            let isKept = try await database.run("SELECT \(last) = '9999-12-31T23:59:59.999999Z'" as Statement<Bool>)
            #expect(isKept)
            for instant in [last + .microseconds(1), Instant(microseconds: -62_167_219_200_000_001)] {
                await expect(.statement) { _ = try await database.run("SELECT \(instant)" as Statement<String>) }
            }
        }
    }

    @Test func `more statements than the cache keeps run all the same`() async throws {
        try await withItems(SQLiteEngine.Configuration(readers: 1, statements: 2)) { database, _ in
            for _ in 0..<3 {
                let one: Int = try await database.run("SELECT 1")
                let two: Int = try await database.run("SELECT 2")
                let three: Int = try await database.run("SELECT 3")
                #expect((one, two, three) == (1, 2, 3))
            }
        }
    }

    private func exitCode(of command: String...) async throws -> Int32 {
        try await withCheckedThrowingContinuation { continuation in
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.arguments = command
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
    }
}

/// A statement as an argument of a test.
struct SQLText: ExpressibleByStringLiteral, CustomStringConvertible, Sendable {
    let sql: SQL
    let description: String

    init(stringLiteral: StaticString) {
        sql = SQL(stringLiteral: stringLiteral)
        description = stringLiteral.description
    }
}
