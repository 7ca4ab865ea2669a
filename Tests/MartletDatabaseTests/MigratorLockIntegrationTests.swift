import MartletContext
import MartletDatabase
import MartletTesting
import Testing

/// Migrations of a PostgreSQL that others use meanwhile.
@Suite(
    .enabled(if: TestEngine.allCases.contains(.postgres), "TEST_POSTGRES_URL names a server"),
    .timeLimit(.minutes(10))
)
struct MigratorLockIntegrationTests {
    private static let boxes = Migration(
        1,
        "create boxes",
        up: ["CREATE TABLE IF NOT EXISTS boxes (id \(type: .identity), label \(type: .text))"],
        down: ["DROP TABLE IF EXISTS boxes"]
    )
    private static let sizes = Migration(
        2,
        "add sizes",
        up: ["ALTER TABLE boxes ADD COLUMN IF NOT EXISTS size \(type: .integer)"],
        down: ["ALTER TABLE boxes DROP COLUMN size"]
    )
    private static let labels = Migration(
        2,
        "index labels",
        outsideTransaction: true,
        up: ["CREATE UNIQUE INDEX \(.concurrently) IF NOT EXISTS boxes_label ON boxes (label)"],
        down: ["DROP INDEX \(.concurrently) IF EXISTS boxes_label"]
    )
    private static let validity: Statement<[Bool]> = """
        SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('boxes_label')
        """

    private func migrator(_ database: Database, _ migrations: [Migration]) throws -> Migrator {
        try Migrator(
            database: database,
            sets: [MigrationSet("shop", migrations)],
            lockTimeout: .milliseconds(50)
        )
    }

    @Test func `the statements of a migration have the bound on locks that was asked for, and no others have`()
        async throws
    {
        let bound = Migration(
            1,
            "note the bound",
            up: ["CREATE TABLE bounds AS SELECT current_setting('lock_timeout') AS bound"],
            down: ["DROP TABLE IF EXISTS bounds"]
        )
        try await TestEngine.postgres.withDatabase { database in
            let current: Statement<String> = "SELECT current_setting('lock_timeout')"
            let before = try await database.write { try $0.run(current) }
            try await migrator(database, [bound]).up()
            #expect(try await database.run("SELECT bound FROM bounds" as Statement<String>) == "50ms")
            #expect(try await database.write { try $0.run(current) } == before)
        }
    }

    @Test func `a migration that waits too long for a lock says so, changes nothing and can be run again`()
        async throws
    {
        try await TestEngine.postgres.withDatabase { database in
            try await migrator(database, [Self.boxes]).up()
            let migrator = try migrator(database, [Self.boxes, Self.sizes])
            let latch = Latch()
            async let holder: Void = database.write { tx in
                try tx.run("INSERT INTO boxes (label) VALUES ('a')" as Statement<Changes>)
                latch.pass()
            }
            await latch.arrival()
            let error = await expect(.lockTimeout) { try await migrator.up() }
            #expect(
                error?.message == """
                    Migration 2 'add sizes' of 'shop' waited 0.05 seconds for a lock that others hold, so that nobody \
                    waits behind it for longer; run it again when they have ended, or raise \
                    DATABASE_MIGRATION_LOCK_TIMEOUT.
                    """
            )
            latch.open()
            try await holder
            #expect(try await migrator.up().map(\.number) == [2])
        }
    }

    @Test func `F-41 an index that failed half-way is invalid, and is built anew when the step is run again`()
        async throws
    {
        try await TestEngine.postgres.withDatabase { database in
            try await migrator(database, [Self.boxes]).up()
            try await database.run("INSERT INTO boxes (label) VALUES ('a'), ('a')")
            let migrator = try migrator(database, [Self.boxes, Self.labels])
            await expect(.uniqueViolation) { try await migrator.up() }
            #expect(try await database.run(Self.validity) == [false])
            #expect(try await migrator.status().map(\.isApplied) == [true, false])
            try await database.run("DELETE FROM boxes")
            #expect(try await migrator.up().map(\.number) == [2])
            #expect(try await database.run(Self.validity) == [true])
            #expect(try await migrator.up() == [])
        }
    }

    @Test func `F-41 several processes build an index concurrently once, while others write`() async throws {
        try await TestEngine.postgres.withDatabase { database in
            try await migrator(database, [Self.boxes]).up()
            let migrator = try Migrator(database: database, sets: [MigrationSet("shop", [Self.boxes, Self.labels])])
            let latch = Latch()
            async let writer: Void = database.write { tx in
                try tx.run("INSERT INTO boxes (label) VALUES ('a')" as Statement<Changes>)
                latch.pass()
            }
            await latch.arrival()
            let applied = try await withThrowingTaskGroup(of: [Int].self) { group in
                for _ in 0..<4 { group.addTask { try await migrator.up().map(\.number) } }
                // The build waits for the writer, and holds nobody up.
                try await database.run("INSERT INTO boxes (label) VALUES ('b')")
                latch.open()
                return try await group.reduce(into: []) { $0 += $1 }
            }
            try await writer
            #expect(applied == [2])
            #expect(try await database.run(Self.validity) == [true])
        }
    }
}
