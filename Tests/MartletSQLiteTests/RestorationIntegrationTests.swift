import Foundation
import MartletDatabase
import MartletSQLite
import MartletTesting
import Testing

/// Backups that take the place of a database.
@Suite struct RestorationIntegrationTests {
    @Test func `a restored database is the backup, and the former one is kept`() async throws {
        try await Shelf.with { shelf in
            let database = try await shelf.open(items: 10)
            let backup = "\(shelf.directory)/copy.db"
            let engine = SQLiteEngine(path: shelf.path)
            try await engine.backup(to: backup)
            try await database.run(Items.insert(11))
            await database.close()
            let former = try #require(try await engine.restore(from: backup))
            #expect(former.hasPrefix("\(shelf.path).before-restore-20"))
            #expect(try await shelf.count(in: shelf.path) == 10)
            #expect(try await shelf.count(in: former) == 11)
            #expect(try await shelf.count(in: backup) == 10)
        }
    }

    @Test func `a machine without a database gets one`() async throws {
        try await Shelf.with { shelf in
            await (try await shelf.open(items: 10)).close()
            let elsewhere = "\(shelf.directory)/new/shop.db"
            #expect(try await SQLiteEngine(path: elsewhere).restore(from: shelf.path) == nil)
            #expect(try await shelf.count(in: elsewhere) == 10)
        }
    }

    @Test func `what a crashed service left in its log is kept with the former database`() async throws {
        try await Shelf.with { shelf in
            let database = try await shelf.open(items: 10)
            let backup = "\(shelf.directory)/copy.db"
            try await SQLiteEngine(path: shelf.path).backup(to: backup)
            for id in 11...20 { try await database.run(Items.insert(id)) }
            // What the disk has of a service that is killed now.
            let crashed = Shelf(directory: "\(shelf.directory)/crashed")
            try FileManager.default.createDirectory(atPath: crashed.directory, withIntermediateDirectories: true)
            for suffix in ["", "-wal"] {
                try FileManager.default.copyItem(atPath: shelf.path + suffix, toPath: crashed.path + suffix)
            }
            await database.close()
            let former = try #require(try await SQLiteEngine(path: crashed.path).restore(from: backup))
            #expect(try await crashed.count(in: crashed.path) == 10, "the old log is not taken for the new file's")
            #expect(try await crashed.count(in: former) == 20)
        }
    }

    @Test func `a file copied by hand together with its log is restored with what the log holds`() async throws {
        try await Shelf.with { shelf in
            let database = try await shelf.open(items: 10)
            let copy = "\(shelf.directory)/by-hand.db"
            for suffix in ["", "-wal"] {
                try FileManager.default.copyItem(atPath: shelf.path + suffix, toPath: copy + suffix)
            }
            await database.close()
            let elsewhere = "\(shelf.directory)/new/shop.db"
            _ = try await SQLiteEngine(path: elsewhere).restore(from: copy)
            #expect(try await shelf.count(in: elsewhere) == 10)
        }
    }

    @Test func `nothing is restored while an engine owns the file`() async throws {
        try await Shelf.with { shelf in
            let database = try await shelf.open(items: 10)
            let backup = "\(shelf.directory)/copy.db"
            let engine = SQLiteEngine(path: shelf.path)
            try await engine.backup(to: backup)
            let error = await expect(.owned) { _ = try await engine.restore(from: backup) }
            #expect(error?.message.contains("stop that one first") == true)
            try await database.run(Items.insert(11))
            #expect(try await database.run(Items.count) == 11)
            await database.close()
        }
    }

    /// What is no backup.
    enum Rubbish: CaseIterable {
        case letter, empty, cut, damaged, missing, itself
    }

    @Test(arguments: Rubbish.allCases)
    func `what is no good backup is refused with its name, and the database stays`(rubbish: Rubbish) async throws {
        try await Shelf.with { shelf in
            await (try await shelf.open(items: 2000)).close()
            let backup = rubbish == .itself ? shelf.path : "\(shelf.directory)/copy.db"
            switch rubbish {
            case .letter: try Data(String(repeating: "Dear reader. ", count: 500).utf8).write(to: URL(filePath: backup))
            case .empty: try Data().write(to: URL(filePath: backup))
            case .cut:
                let whole = try Data(contentsOf: URL(filePath: shelf.path))
                try whole.prefix(whole.count / 2).write(to: URL(filePath: backup))
            case .damaged:
                try FileManager.default.copyItem(atPath: shelf.path, toPath: backup)
                try shelf.damage(backup)
            case .missing, .itself: break
            }
            let code: DatabaseError.Code = [.missing, .itself].contains(rubbish) ? .connection : .corrupted
            let error = await expect(code) { _ = try await SQLiteEngine(path: shelf.path).restore(from: backup) }
            #expect(error?.message.contains(backup) == true)
            #expect(try await shelf.count(in: shelf.path) == 2000)
            let names = try FileManager.default.contentsOfDirectory(atPath: shelf.directory)
            #expect(!names.contains { $0.contains("restor") }, "nothing is left of the attempt")
        }
    }

    @Test func `a database too damaged to be opened is replaced, and kept with its log`() async throws {
        try await Shelf.with { shelf in
            await (try await shelf.open(items: 10)).close()
            let backup = "\(shelf.directory)/copy.db"
            try await SQLiteEngine(path: shelf.path).backup(to: backup)
            let rubbish = Data(repeating: 0x5A, count: 20_000)
            try rubbish.write(to: URL(filePath: shelf.path))
            try rubbish.write(to: URL(filePath: "\(shelf.path)-wal"))
            let former = try #require(try await SQLiteEngine(path: shelf.path).restore(from: backup))
            #expect(try await shelf.count(in: shelf.path) == 10)
            #expect(try Data(contentsOf: URL(filePath: former)) == rubbish)
            #expect(try Data(contentsOf: URL(filePath: "\(former)-wal")) == rubbish)
        }
    }
}
