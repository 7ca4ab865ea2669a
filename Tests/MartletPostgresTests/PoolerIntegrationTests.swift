import MartletContext
import MartletDatabase
import MartletPayload
import MartletPostgres
import MartletTesting
import Testing

/// PgBouncer in transaction mode between the engine and the server.
@Suite(.enabled(if: TestEngine.postgresURL != nil, "TEST_POSTGRES_URL names a server"), .timeLimit(.minutes(10)))
struct PoolerIntegrationTests {
    @Test func `statements and transactions of many callers share the few sessions of a pooler`() async throws {
        try await withPooler { database, _ in
            try await database.run("CREATE TABLE cards (id BIGINT PRIMARY KEY, title TEXT, made \(type: .instant))")
            let moment = Instant(microseconds: 1_795_000_000_123_456)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<100 {
                    group.addTask {
                        let insert: Statement<Changes> = "INSERT INTO cards VALUES (\(number), \("Ж"), \(moment))"
                        if number % 2 == 0 {
                            try await database.run(insert)
                        } else {
                            try await database.write { tx in
                                try tx.run(insert)
                                try tx.run("UPDATE cards SET title = \("x") WHERE id = \(number)" as Statement<Changes>)
                            }
                        }
                        let made = try await database.run(
                            "SELECT made FROM cards WHERE id = \(number)" as Statement<Instant>
                        )
                        #expect(made == moment)
                    }
                }
                try await group.waitForAll()
            }
            let titles = try await database.read { snapshot in
                try snapshot.run("SELECT count(*) FROM cards WHERE title = 'x'" as Statement<Int>)
            }
            #expect(titles == 50)
        }
    }

    @Test func `no session keeps anything of a statement, and each has the settings`() async throws {
        try await withPooler { database, _ in
            let prepared: Statement<Int> = "SELECT count(*) FROM pg_prepared_statements"
            let zone: Statement<String> = "SELECT current_setting('TimeZone') || current_setting('statement_timeout')"
            for _ in 0..<5 {
                let count = try await database.run(prepared)
                let settings = [try await database.run(zone), try await database.write { try $0.run(zone) }]
                #expect(count == 0)
                #expect(settings == ["UTC5min", "UTC5min"])
            }
        }
    }

    @Test func `a statement that fails alone, or in a transaction, leaves the session usable`() async throws {
        try await withPooler { database, _ in
            try await database.run("CREATE TABLE cards (id BIGINT PRIMARY KEY)")
            let insert: Statement<[Int]> = "INSERT INTO cards VALUES (1) RETURNING id"
            #expect(try await database.run(insert) == [1])
            for _ in 0..<5 {
                let alone = await #expect(throws: DatabaseError.self) { _ = try await database.run(insert) }
                #expect(alone?.code == .uniqueViolation)
                let together = await #expect(throws: DatabaseError.self) {
                    _ = try await database.write { try $0.run(insert) }
                }
                #expect(together?.constraint == "cards_pkey")
            }
            #expect(try await database.run("SELECT count(*) FROM cards" as Statement<Int>) == 1)
        }
    }

    @Test func `many rows and savepoints pass the pooler, with the settings of the session`() async throws {
        struct Entry: RowWritable {
            var number: Int64
            var made: Instant

            func write(to row: inout some RowWriter) {
                row.write("number", number)
                row.write("made", made)
            }
        }
        try await withPooler { database, _ in
            try await database.run("CREATE TABLE entries (number BIGINT PRIMARY KEY, made TIMESTAMPTZ)")
            let moment = Instant(microseconds: 1_795_000_000_123_456)
            try await database.write { tx in
                try tx.savepoint {
                    try tx.createBatch((1...5000).lazy.map { Entry(number: $0, made: moment) }, in: "entries")
                    let made = try tx.run("SELECT made FROM entries WHERE number = 5000" as Statement<Instant>)
                    #expect(made == moment)
                }
            }
            #expect(try await database.run("SELECT count(*) FROM entries" as Statement<Int>) == 5000)
        }
    }

    @Test func `what needs a session of its own takes the direct URL`() async throws {
        try await withPooler { database, engine in
            try await database.run("CREATE TABLE entries (number BIGINT)")
            let migration = Migration(
                1,
                "index numbers",
                outsideTransaction: true,
                up: ["CREATE INDEX \(.concurrently) entries_number ON entries (number)"],
                down: []
            )
            let migrator = try Migrator(database: database, sets: [MigrationSet("entries", [migration])])
            #expect(try await migrator.up().count == 1)
            #expect(engine.statistics.leased == 0)
        }
    }

    @Test func `notifications take the direct URL, and fail without one`() async throws {
        try await withPooler { database, engine in
            var reader = try engine.notifications(on: "cards").makeAsyncIterator()
            #expect(await reader.next() == .listening)
            try await database.run("SELECT pg_notify('cards', 'here')" as Statement<Changes>)
            #expect(await reader.next() == .notified("here"))
        }
        let engine = try PostgresEngine(
            url: "postgres://db/shop",
            configuration: .init(pooler: .transactions(directURL: nil))
        )
        #expect(throws: DatabaseError.self) { _ = try engine.notifications(on: "cards") }
    }

    /// Runs a closure with an engine whose server stands behind a pooler with two sessions, and lives in another zone.
    private func withPooler(_ body: (Database, PostgresEngine) async throws -> Void) async throws {
        try await PostgresServer.with { server in
            try await PostgresEngine.with(server.url, .init(connections: 1)) { _, engine in
                try await engine.execute("ALTER ROLE tester SET TimeZone = 'Asia/Yekaterinburg'")
            }
            try await PgBouncer.with(before: "host=127.0.0.1 port=\(server.port) user=tester") { port in
                let url = "postgres://tester@127.0.0.1:\(port)/postgres?sslmode=disable"
                _ = try await eventually("the start of the pooler") { () -> Bool? in
                    do { try await PostgresEngine.with(url, Self.configuration(server)) { _, _ in } } catch {
                        return nil
                    }
                    return true
                }
                try await PostgresEngine.with(url, Self.configuration(server), body)
            }
        }
    }

    private static func configuration(_ server: PostgresServer) -> PostgresEngine.Configuration {
        PostgresEngine.Configuration(
            connections: 8,
            pooler: .transactions(directURL: Secret(server.url)),
            leaseTimeout: .seconds(60)
        )
    }
}
