import Foundation
import MartletContext
import MartletDatabase
import MartletSQLite
import MartletTesting
import Testing

/// A disk that is full, read-only or damaged, and a log that could grow without end.
@Suite struct DiskFailureIntegrationTests {
    private static let table: Statement<Changes> = "CREATE TABLE items (id INTEGER PRIMARY KEY, content BLOB)"

    private static let slow: Statement<Int> = """
        WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 10000)
        SELECT (SELECT count(*) FROM items) + max(n) FROM numbers
        """

    private static func insert(_ id: Int, bytes: Int) -> Statement<Changes> {
        "INSERT INTO items (id, content) VALUES (\(id), randomblob(\(bytes)))"
    }

    @Test(.enabled(if: SmallDisk.isAvailable, "only root mounts a small disk"))
    func `a full disk is a typed error, loses nothing that was acknowledged, and mends itself with room`() async throws
    {
        try await SmallDisk.with(megabytes: 4) { disk in
            let path = "\(disk.directory)/shop.db"
            let database = Database(SQLiteEngine(path: path))
            try await database.open()
            try await database.run(Self.table)
            for id in 1...10 { try await database.run(Self.insert(id, bytes: 1000)) }
            try disk.fill()
            var refused = 0
            for id in 11...200 {
                do { try await database.run(Self.insert(id, bytes: 20_000)) } catch let error as DatabaseError {
                    #expect(error.code == .full)
                    #expect(error.message.contains("free space"))
                    refused += 1
                }
            }
            #expect(refused > 0)
            #expect(try await database.run(Items.count) == 200 - refused, "reads go on")
            try disk.free()
            try await database.run(Self.insert(1000, bytes: 20_000))
            await database.close()
            let again = Database(SQLiteEngine(path: path))
            try await again.open()
            #expect(try await again.run(Items.count) == 201 - refused)
            #expect(try await again.run("PRAGMA integrity_check" as Statement<String>) == "ok")
            await again.close()
        }
    }

    @Test(.enabled(if: SmallDisk.isAvailable, "only root mounts a small disk"))
    func `a backup onto a full disk is an error, and leaves no file`() async throws {
        try await Shelf.with { shelf in
            await (try await shelf.open(items: 20_000)).close()
            try await SmallDisk.with(megabytes: 1) { disk in
                let error = await expect(.full) {
                    try await SQLiteEngine(path: shelf.path).backup(to: "\(disk.directory)/copy.db")
                }
                #expect(error?.message.contains("free space") == true)
                let names = try FileManager.default.contentsOfDirectory(atPath: disk.directory)
                #expect(names == [])
            }
        }
    }

    @Test(.enabled(if: SmallDisk.isAvailable, "only root mounts a small disk"), arguments: [true, false])
    func `a disk that cannot be written is named when the database is opened`(hasDatabase: Bool) async throws {
        try await SmallDisk.with(megabytes: 4) { disk in
            let path = "\(disk.directory)/shop.db"
            if hasDatabase {
                let database = Database(SQLiteEngine(path: path))
                try await database.open()
                try await database.run(Self.table)
                await database.close()
            }
            try disk.setReadOnly(true)
            let error = await expect(.readOnly) { try await Database(SQLiteEngine(path: path)).open() }
            #expect(error?.message.contains(path) == true)
            #expect(error?.message.contains("cannot be written") == true)
            try disk.setReadOnly(false)
            let database = Database(SQLiteEngine(path: path))
            try await database.open()
            await database.close()
        }
    }

    @Test(.enabled(if: FailingDisk.isAvailable, "only root mounts a disk of its own"), arguments: [true, false])
    func `a file or a directory that must not be changed is named by the opening`(isFile: Bool) async throws {
        try await FailingDisk.with { disk in
            let path = "\(disk.directory)/shop/shop.db"
            let database = Database(SQLiteEngine(path: path))
            try await database.open()
            try await database.run(Self.table)
            await database.close()
            let sealed = isFile ? path : "\(disk.directory)/shop"
            try SmallDisk.run("chattr", "+i", sealed)
            let error = await expect(.readOnly) { try await Database(SQLiteEngine(path: path)).open() }
            #expect(error?.message.contains("'\(sealed)' cannot be written") == true)
            try SmallDisk.run("chattr", "-i", sealed)
            let mended = Database(SQLiteEngine(path: path))
            try await mended.open()
            await mended.close()
        }
    }

    @Test(.enabled(if: FailingDisk.isAvailable, "only root mounts a disk of its own"))
    func `a disk that takes no more writes is named by each of them, and loses nothing that was acknowledged`()
        async throws
    {
        try await FailingDisk.with { disk in
            let path = "\(disk.directory)/shop.db"
            let database = Database(SQLiteEngine(path: path))
            try await database.open()
            try await database.run(Self.table)
            for id in 1...10 { try await database.run(Self.insert(id, bytes: 100)) }
            try disk.fail()
            for id in 11...12 {
                let error = await #expect(throws: DatabaseError.self) {
                    try await database.run(Self.insert(id, bytes: 100))
                }
                let message = error?.message ?? ""
                #expect(message.contains("Read-only file system"))
            }
            #expect(try await database.run("SELECT count(*) FROM items" as Statement<Int>) == 10)
            await database.close()
            try disk.repair()
            let mended = Database(SQLiteEngine(path: path))
            try await mended.open()
            #expect(try await mended.run("SELECT count(*) FROM items WHERE id <= 10" as Statement<Int>) == 10)
            await mended.close()
        }
    }

    @Test func `a damaged header is named when the database is opened`() async throws {
        try await Shelf.with { shelf in
            await (try await shelf.open(items: 10)).close()
            var bytes = try Data(contentsOf: URL(filePath: shelf.path))
            for position in 0..<100 { bytes[position] = 0xA5 }
            try bytes.write(to: URL(filePath: shelf.path))
            let error = await expect(.corrupted) { try await Database(SQLiteEngine(path: shelf.path)).open() }
            #expect(error?.message.contains("shop.db' is not a SQLite database") == true)
        }
    }

    @Test func `a damaged page in the middle fails the calls that meet it, and no others`() async throws {
        try await Shelf.with { shelf in
            await (try await shelf.open(items: 2000)).close()
            var bytes = try Data(contentsOf: URL(filePath: shelf.path))
            let page = bytes.count / 4096 / 2 * 4096
            for position in page..<page + 4096 { bytes[position] = 0xA5 }
            try bytes.write(to: URL(filePath: shelf.path))
            let database = Database(SQLiteEngine(path: shelf.path))
            try await database.open()
            let error = await expect(.corrupted) { _ = try await database.run(Items.ids) }
            #expect(error?.message.contains("restore the last backup") == true)
            #expect(try await database.run("SELECT id FROM items WHERE id = 1" as Statement<Int>) == 1)
            try await database.run(Items.insert(5000))
            #expect(try await database.run("SELECT id FROM items WHERE id = 5000" as Statement<Int>) == 5000)
            await database.close()
        }
    }

    @Test func `readers that overlap all the time do not make the log grow`() async throws {
        var configuration = SQLiteEngine.Configuration(readers: 4)
        configuration.logLimit = 1_000_000
        try await withItems(configuration) { database, _ in
            let path = database.engine.name.dropFirst("sqlite:".count)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        while !Task.isCancelled { _ = try? await database.run(Self.slow) }
                    }
                }
                for id in 1...400 { try await database.run(Self.insert(id, bytes: 10_000)) }
                group.cancelAll()
                try await group.waitForAll()
            }
            let bytes = try FileManager.default.attributesOfItem(atPath: "\(path)-wal")[.size] as? Int
            #expect(try #require(bytes) < 3_000_000, "unbounded, it would have seven megabytes")
        }
    }

    @Test(arguments: [Duration.seconds(-86_400), .seconds(86_400)])
    func `a clock that is set ends no wait and loses no write`(step: Duration) async throws {
        try await withItems { database, engine in
            let clock = TestClock()
            let context = Context(clock: clock, deadline: Deadline(uptime: clock.uptime + .seconds(1)))
            let latch = Latch()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await database.write { _ in latch.pass() } }
                await latch.arrival()
                for id in 1...20 {
                    group.addTask { _ = try await context.run { try await database.run(Items.insert(id)) } as Changes }
                }
                await engine.waitForCalls(20)
                clock.set(now: clock.now + step)
                latch.open()
                try await group.waitForAll()
            }
            #expect(try await database.run(Items.count) == 20)
        }
    }
}
