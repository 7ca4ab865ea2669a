import Foundation
import Glibc
import MartletDatabase
import MartletSQLite
import MartletTesting
import Testing

/// Copies of a database that is used, and their return.
@Suite struct BackupIntegrationTests {
    @Test func `a backup taken under load is one moment of the database`() async throws {
        try await Shelf.with { shelf in
            let database = try await shelf.open(items: 100)
            let backup = "\(shelf.directory)/copy.db"
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<4 {
                    group.addTask {
                        var number = 0
                        repeat {
                            // Two rows at once or none: a copy that mixed moments would have an odd number of them.
                            let first = 1000 + (writer + 4 * number) * 2
                            try await database.write { tx in
                                try tx.run(Items.insert(first))
                                try tx.run(Items.insert(first + 1))
                            }
                            number += 1
                        } while !Task.isCancelled
                    }
                }
                let engine = SQLiteEngine(path: shelf.path)
                for round in 1...5 { try await engine.backup(to: "\(backup).\(round)") }
                group.cancelAll()
                do { try await group.waitForAll() } catch is CancellationError {}
            }
            let last = try await database.run(Items.count)
            await database.close()
            var counts: [Int] = []
            for round in 1...5 {
                let copy = Database(SQLiteEngine(path: "\(backup).\(round)"))
                try await copy.open()
                counts.append(try await copy.run(Items.count))
                #expect(try await copy.run("PRAGMA integrity_check" as Statement<String>) == "ok")
                await copy.close()
            }
            #expect(counts.allSatisfy { $0.isMultiple(of: 2) && $0 >= 100 && $0 <= last })
            #expect(counts == counts.sorted(), "a later backup has what an earlier one has")
        }
    }

    @Test func `a backup is for its user only, replaces nothing and leaves nothing else behind`() async throws {
        try await Shelf.with { shelf in
            let database = try await shelf.open(items: 10)
            let engine = SQLiteEngine(path: shelf.path)
            let backup = "\(shelf.directory)/copy.db"
            try await engine.backup(to: backup)
            var facts = stat()
            unsafe stat(backup, &facts)
            #expect(facts.st_mode & 0o777 == 0o600)
            let before = try Data(contentsOf: URL(filePath: backup))
            try await database.run(Items.insert(11))
            let error = await expect(.connection) { try await engine.backup(to: backup) }
            #expect(error?.message.contains("copy.db' exists already; a backup replaces nothing") == true)
            #expect(try Data(contentsOf: URL(filePath: backup)) == before)
            await database.close()
            let names = try FileManager.default.contentsOfDirectory(atPath: shelf.directory).sorted()
            #expect(names == ["copy.db", "shop.db", "shop.db.lock"])
        }
    }

    @Test func `a database that is not there is named, and not made`() async throws {
        try await Shelf.with { shelf in
            let error = await expect(.connection) {
                try await SQLiteEngine(path: shelf.path).backup(to: "\(shelf.directory)/copy.db")
            }
            #expect(error?.message.contains("shop.db' cannot be opened (No such file or directory)") == true)
            let names = try FileManager.default.contentsOfDirectory(atPath: shelf.directory)
            #expect(names == [])
        }
    }

    @Test func `a damaged database gives an error and no backup`() async throws {
        try await Shelf.with { shelf in
            await (try await shelf.open(items: 2000)).close()
            try shelf.damage(shelf.path)
            await expect(.corrupted) {
                try await SQLiteEngine(path: shelf.path).backup(to: "\(shelf.directory)/copy.db")
            }
            let names = try FileManager.default.contentsOfDirectory(atPath: shelf.directory)
            #expect(!names.contains { $0.hasPrefix("copy.db") })
        }
    }
}

/// A directory with a database file.
struct Shelf {
    let directory: String

    var path: String { "\(directory)/shop.db" }

    static func with(_ body: (Shelf) async throws -> Void) async throws {
        try await TemporaryDirectory.with { try await body(Shelf(directory: $0)) }
    }

    /// Opens a database that has a table with so many items, and makes it if there is none.
    func open(items count: Int) async throws -> Database {
        let database = Database(SQLiteEngine(path: path))
        try await database.open()
        try await database.run("CREATE TABLE IF NOT EXISTS items (id INTEGER PRIMARY KEY, content BLOB)")
        try await database.write { tx in
            for id in 1...count { try tx.run("INSERT INTO items (id, content) VALUES (\(id), randomblob(200))") }
        }
        return database
    }

    /// The number of items in a file.
    func count(in path: String) async throws -> Int {
        let database = Database(SQLiteEngine(path: path))
        try await database.open()
        let count = try await database.run(Items.count)
        await database.close()
        return count
    }

    /// Overwrites the pages behind the first two.
    func damage(_ path: String) throws {
        var bytes = try Data(contentsOf: URL(filePath: path))
        for position in 8192..<bytes.count { bytes[position] = 0xA5 }
        try bytes.write(to: URL(filePath: path))
    }
}
