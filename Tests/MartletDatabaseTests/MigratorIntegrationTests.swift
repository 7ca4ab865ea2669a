import MartletContext
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

    private static let crates: SQL = "CREATE TABLE IF NOT EXISTS crates (id INTEGER)"

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
    func `S1-26 a step that the program does not know is accepted when it was marked as compatible`(
        engine: TestEngine
    ) async throws {
        try await engine.withDatabase { database in
            let newer = Migration(2, "create crates", compatible: true, up: [Self.crates], down: ["DROP TABLE crates"])
            try await migrator(database, [Self.first, newer]).up()
            let older = try migrator(database, [Self.first])
            try await older.check()
            #expect(try await older.up() == [])
            #expect(try await older.status().map(\.isKnown) == [true, false])
            await expect(.migrationDrift) { try await older.down() }
            #expect(try await migrator(database, [Self.first, newer]).down(1).map(\.number) == [2])
            #expect(try await older.down().map(\.number) == [1])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S1-26 of two programs that migrate at once with other texts, one is told of drift`(
        engine: TestEngine
    ) async throws {
        try await engine.withDatabase { database in
            let other = Migration(1, "create boxes", up: ["CREATE TABLE IF NOT EXISTS boxes (size INTEGER)"], down: [])
            let outcomes = try await withThrowingTaskGroup(of: (Bool, DatabaseError.Code?).self) { group in
                for turn in 0..<8 {
                    let isOther = turn.isMultiple(of: 2)
                    let migrator = try migrator(database, [isOther ? other : Self.first])
                    group.addTask {
                        do { try await migrator.up() } catch { return (isOther, (error as? DatabaseError)?.code) }
                        return (isOther, nil)
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let winners = Set(outcomes.filter { $0.1 == nil }.map(\.0))
            #expect(winners.count == 1)
            for outcome in outcomes where !winners.contains(outcome.0) { #expect(outcome.1 == .migrationDrift) }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the last steps are undone first, across sets`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let clock = TestClock()
            let shop = MigrationSet("shop", [Self.first])
            let more = MigrationSet(
                "more",
                [Migration(1, "create crates", up: [Self.crates], down: ["DROP TABLE crates"])]
            )
            try await Context(clock: clock).run {
                try await Migrator(database: database, sets: [shop, more]).up()
                clock.advance(by: .seconds(1))
                let grown = MigrationSet("shop", [Self.first, Self.second])
                let migrator = try Migrator(database: database, sets: [grown, more])
                try await migrator.up()
                #expect(try await migrator.down(2).map(\.name) == ["index labels", "create crates"])
                #expect(try await migrator.status().map(\.isApplied) == [true, false, false])
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `C-33 a step that drops something is refused before anything is applied`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let quoted = Migration(
                2,
                "say drop",
                up: ["CREATE TABLE IF NOT EXISTS raindrops (kind TEXT DEFAULT 'drop')"],
                down: []
            )
            let drop = Migration(3, "drop labels", up: ["ALTER TABLE boxes\nDROP label"], down: [])
            let migrator = try migrator(database, [Self.first, quoted, drop])
            let error = await expect(.dropRefused) { try await migrator.up() }
            #expect(error?.message.contains("'drop labels' of 'shop' drops something") == true)
            #expect(try await migrator.status().map(\.isApplied) == [false, false, false])
            #expect(try await self.migrator(database, [Self.first, quoted]).up().count == 2)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a statement may be for one engine only, and an index is built concurrently where there is such a thing`(
        engine: TestEngine
    ) async throws {
        try await engine.withDatabase { database in
            let sizes: SQL =
                switch engine {
                case .sqlite: "\(.only(.sqlite))CREATE TABLE IF NOT EXISTS sizes (id \(type: .integer))"
                case .postgres: "\(.only(.postgres))CREATE TABLE IF NOT EXISTS sizes (id \(type: .integer))"
                }
            let step = Migration(
                2,
                "index labels",
                outsideTransaction: true,
                up: [
                    sizes, "\(.only(.sqlite))CREATE TABLE IF NOT EXISTS only_sqlite (id INTEGER)",
                    "CREATE INDEX \(.concurrently) IF NOT EXISTS boxes_label ON boxes (label)",
                ],
                down: ["DROP INDEX \(.concurrently) IF EXISTS boxes_label", "DROP TABLE sizes"]
            )
            let migrator = try migrator(database, [Self.first, step])
            for _ in 1...2 {
                #expect(try await migrator.up().map(\.number) == [1, 2])
                #expect(try await migrator.up() == [])
                try await migrator.check()
                #expect(try await database.run("SELECT id FROM sizes" as Statement<[Int]>) == [])
                if engine == .postgres {
                    await expect(.statement) {
                        _ = try await database.run("SELECT id FROM only_sqlite" as Statement<[Int]>)
                    }
                }
                try await migrator.down()
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the table of the first days, without compatibility, is read and mended`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            try await migrator(database, [Self.first]).up()
            try await database.run("ALTER TABLE martlet_migrations DROP COLUMN is_compatible")
            let migrator = try migrator(database, [Self.first, Self.second])
            #expect(try await migrator.status().map(\.isApplied) == [true, false])
            #expect(try await migrator.up().map(\.number) == [2])
            try await migrator.check()
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
            let error = await expect(.statement) { _ = try await migrator.up() }
            #expect(error?.message.hasPrefix("Migration 2 'break' of 'shop' failed: ") == true)
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
