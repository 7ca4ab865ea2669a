import MartletDatabase
import MartletTesting
import Testing

/// Migrations go up and down, notice drift and can be repeated, on every engine.
@Suite struct MigratorIntegrationTests {
    private static let first = Migration(
        1,
        "create boxes",
        up: ["CREATE TABLE IF NOT EXISTS boxes (id \(type: .identity), label \(type: .text))"],
        down: ["DROP TABLE IF EXISTS boxes"]
    )
    private static let second = Migration(
        2,
        "index labels",
        up: ["CREATE INDEX IF NOT EXISTS boxes_label ON boxes (label)"],
        down: ["DROP INDEX IF EXISTS boxes_label"]
    )

    private func migrator(_ database: Database, _ migrations: [Migration]) throws -> Migrator {
        try Migrator(database: database, sets: [MigrationSet("shop", migrations)])
    }

    @Test(arguments: TestEngine.allCases)
    func `S0-32 S1-25 a second run changes nothing`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let migrator = try migrator(database, [Self.first, Self.second])
            await expect(.migrationDrift) { try await migrator.check() }
            #expect(try await migrator.up().map(\.number) == [1, 2])
            #expect(try await migrator.up() == [])
            #expect(try await migrator.status().map(\.isApplied) == [true, true])
            try await migrator.check()
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `up, down and up again leads to the same schema`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let migrator = try migrator(database, [Self.first, Self.second])
            let labels: Statement<[String]> = "SELECT label FROM boxes"
            try await migrator.up()
            try await database.run("INSERT INTO boxes (label) VALUES ('a')")
            try await migrator.down()
            #expect(try await migrator.status().map(\.isApplied) == [false, false])
            await expect(.statement) { _ = try await database.run(labels) }
            try await migrator.up()
            #expect(try await database.run(labels) == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S1-26 a migration that was changed after it was applied is drift`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            try await migrator(database, [Self.first]).up()
            let changed = Migration(1, "create boxes", up: ["CREATE TABLE IF NOT EXISTS boxes (id INTEGER)"], down: [])
            let error = await expect(.migrationDrift) { _ = try await migrator(database, [changed]).up() }
            #expect(error?.message.contains("'create boxes' of 'shop' was changed") == true)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S1-26 a migration that the program does not know is drift`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            try await migrator(database, [Self.first, Self.second]).up()
            await expect(.migrationDrift) { try await migrator(database, [Self.first]).check() }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `duplicate numbers, gaps and duplicate sets are refused`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            await expect(.migrationDrift) { _ = try migrator(database, [Self.first, Self.first]) }
            await expect(.migrationDrift) { _ = try migrator(database, [Self.second]) }
            let set = MigrationSet("shop", [Self.first])
            await expect(.migrationDrift) { _ = try Migrator(database: database, sets: [set, set]) }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a failing step is undone as a whole, and those before it stay`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let broken = Migration(2, "break", up: ["CREATE TABLE crates (id INTEGER)", "CREATE TABEL"], down: [])
            let migrator = try migrator(database, [Self.first, broken])
            await expect(.statement) { _ = try await migrator.up() }
            #expect(try await migrator.status().map(\.isApplied) == [true, false])
            await expect(.statement) { _ = try await database.run("SELECT id FROM crates") as [Int] }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `several processes that start at once apply each step once`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let migrator = try migrator(database, [Self.first, Self.second])
            let applied = try await withThrowingTaskGroup(of: [Int].self) { group in
                for _ in 0..<8 { group.addTask { try await migrator.up().map(\.number) } }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(applied.sorted() == [1, 2])
        }
    }
}
