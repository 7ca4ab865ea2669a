import MartletContext
import MartletDatabase
import MartletPostgres
import MartletTesting
import Testing

/// Many rows on their way to the server, and what it makes of them.
@Suite(.enabled(if: TestEngine.postgresURL != nil, "TEST_POSTGRES_URL names a server"), .timeLimit(.minutes(10)))
struct CopyIntegrationTests {
    struct Entry: RowWritable {
        var number: Int64
        var owner = "tester"

        func write(to row: inout some RowWriter) {
            row.write("number", number)
            row.write("owner", owner)
        }
    }

    private static let count: Statement<Int> = "SELECT count(*) FROM entries"
    private static let entries = (1...2500).map { Entry(number: $0) }

    private func withEntries(_ body: (Database, PostgresEngine) async throws -> Void) async throws {
        try await TestEngine.withPostgresURL { url in
            try await PostgresEngine.with(url, .init(connections: 2, leaseTimeout: .seconds(60))) { database, engine in
                try await database.run("CREATE TABLE entries (number BIGINT PRIMARY KEY, owner TEXT NOT NULL)")
                try await body(database, engine)
            }
        }
    }

    @Test func `a session that ends in the middle of a batch is a lost connection, and nothing is kept`() async throws {
        try await withEntries { database, engine in
            let (starts, start) = AsyncStream<Void>.makeStream()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    let error = await #expect(throws: DatabaseError.self) {
                        try await database.write { tx in
                            let rows = (Int64(1)...).lazy.map { (number: Int64) -> Entry in
                                if number == 20_000 { start.yield() }
                                return Entry(number: number)
                            }
                            try tx.createBatch(rows, in: "entries")
                        }
                    }
                    #expect(error?.code == .connection)
                    #expect(error?.statement?.file.description == "MartletPostgresTests/CopyIntegrationTests.swift")
                }
                await starts.first { true }
                try await database.run(
                    """
                    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
                    WHERE datname = current_database() AND query LIKE '%COPY entries%' AND pid <> pg_backend_pid()
                    """ as Statement<Changes>
                )
                try await group.waitForAll()
            }
            #expect(try await database.run(Self.count) == 0)
            #expect(engine.statistics.leased == 0)
        }
    }

    @Test func `a row that the server refuses ends a batch that has no end`() async throws {
        try await withEntries { database, _ in
            let error = await #expect(throws: DatabaseError.self) {
                try await database.write { tx in
                    try tx.createBatch((Int64(0)...).lazy.map { Entry(number: $0 % 1000) }, in: "entries")
                }
            }
            #expect(error?.code == .uniqueViolation)
            #expect(error?.constraint == "entries_pkey")
            let count = try await database.run(Self.count)
            #expect(count == 0)
        }
    }

    @Test func `notices on the way end no batch`() async throws {
        try await withEntries { database, engine in
            try await engine.execute(
                """
                CREATE FUNCTION tell() RETURNS TRIGGER LANGUAGE plpgsql AS
                $$ BEGIN RAISE NOTICE 'row %', NEW.number; RETURN NEW; END $$;
                CREATE TRIGGER telling BEFORE INSERT ON entries FOR EACH ROW EXECUTE FUNCTION tell()
                """
            )
            try await database.write { try $0.createBatch((1...30_000).lazy.map { Entry(number: $0) }, in: "entries") }
            #expect(try await database.run(Self.count) == 30_000)
        }
    }

    @Test func `rules, policies and views count as they do for a single row`() async throws {
        try await withEntries { database, engine in
            try await engine.execute(
                """
                CREATE VIEW seen AS SELECT * FROM entries;
                CREATE TABLE ruled (number BIGINT, owner TEXT);
                CREATE RULE away AS ON INSERT TO ruled DO INSTEAD INSERT INTO entries VALUES (-NEW.number, NEW.owner);
                CREATE TABLE guarded (number BIGINT, owner TEXT);
                ALTER TABLE guarded ENABLE ROW LEVEL SECURITY; ALTER TABLE guarded FORCE ROW LEVEL SECURITY;
                CREATE POLICY own ON guarded USING (true) WITH CHECK (owner = 'tester');
                DO $$ BEGIN CREATE ROLE martlet_guarded; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
                GRANT ALL ON guarded TO martlet_guarded
                """
            )
            try await database.write { try $0.createBatch(Self.entries, in: "seen") }
            try await database.write { try $0.createBatch(Self.entries, in: "ruled") }
            #expect(try await database.run(Self.count) == 5000)
            let created = try await database.write { tx in
                try tx.run("SET LOCAL ROLE martlet_guarded" as Statement<Changes>)
                return try tx.createBatch(Self.entries, in: "guarded")
            }
            #expect(created.count == 2500)
            let error = await #expect(throws: DatabaseError.self) {
                try await database.write { tx in
                    try tx.run("SET LOCAL ROLE martlet_guarded" as Statement<Changes>)
                    try tx.createBatch(Self.entries + [Entry(number: 1, owner: "other")], in: "guarded")
                }
            }
            #expect(error?.engineCode == "42501")
            try await engine.execute("DROP TABLE guarded")
        }
    }

    @Test func `a batch takes one command however many rows it has, and tells where it comes from`() async throws {
        try await withEntries { database, engine in
            try await engine.execute(
                """
                CREATE TABLE commands (text TEXT);
                CREATE FUNCTION note() RETURNS TRIGGER LANGUAGE plpgsql AS
                $$ BEGIN INSERT INTO commands VALUES (current_query()); RETURN NULL; END $$;
                CREATE TRIGGER noting AFTER INSERT ON entries EXECUTE FUNCTION note()
                """
            )
            try await database.write { try $0.createBatch(Self.entries, in: "entries") }
            let commands = try await database.run("SELECT text FROM commands" as Statement<[String]>)
            #expect(commands.count == 1)
            #expect(commands[0].hasPrefix("/* MartletPostgresTests/CopyIntegrationTests."))
            #expect(commands[0].hasSuffix("*/ COPY entries (number, owner) FROM STDIN"))
        }
    }
}
