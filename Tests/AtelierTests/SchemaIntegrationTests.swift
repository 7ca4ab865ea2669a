@testable import Atelier
import Martlet
import MartletTesting
import Testing

/// The whole schema of the service, the kit's part included, on both engines.
@Suite(.timeLimit(.minutes(10)))
struct SchemaIntegrationTests {
    private static let sets = [AtelierSchema.migrations, JobQueue.migrations]

    /// The columns by which the stores look rows up or put them in order.
    private static let filters = [
        "accounts.member", "finished_jobs.finished_at", "finished_jobs.id", "generations.member",
        "generations.request_key", "generations.task", "inbox.received_at", "inbox.source", "jobs.id",
        "jobs.ordering_key", "jobs.run_at",
        "ledger_entries.account", "ledger_operations.generation", "ledger_operations.key", "members.telegram_id",
        "members.username", "preferences.member", "provider_callbacks.received_at", "provider_callbacks.task",
        "transfers.created_at", "transfers.sender",
    ]

    private static func withSchema(
        _ engine: TestEngine,
        _ body: (Database, Migrator) async throws -> Void
    ) async throws {
        try await engine.withDatabase { database in
            let migrator = try Migrator(database: database, sets: sets)
            try await migrator.up()
            try await body(database, migrator)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S1-29 S4-96 every reference and every column that rows are found by has an index`(
        engine: TestEngine
    ) async throws {
        try await Self.withSchema(engine) { database, _ in
            let missing = try await SchemaCheck(database).unindexed(filters: Self.filters)
            #expect(missing == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S0-32 F-41 up, down and up again leads to the same schema, and up again changes nothing`(
        engine: TestEngine
    ) async throws {
        try await Self.withSchema(engine) { database, migrator in
            let schema = SchemaCheck(database)
            let first = try await schema.outline()
            #expect(first.count > 20)
            #expect(try await migrator.up() == [])
            try await migrator.down()
            #expect(try await schema.outline().count < 10, "only the table of migrations is left")
            try await migrator.up()
            #expect(try await schema.outline() == first)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S0-32 C-33 every statement that makes the schema can be run again`(engine: TestEngine) async throws {
        try await Self.withSchema(engine) { database, migrator in
            let first = try await SchemaCheck(database).outline()
            try await database.run("DELETE FROM martlet_migrations")
            #expect(try await migrator.up().count == 9)
            #expect(try await SchemaCheck(database).outline() == first)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S1-27 S4-96 looking a member up by name or by Telegram's id reads an index`(
        engine: TestEngine
    ) async throws {
        try await Self.withSchema(engine) { database, _ in
            let plans: [String]
            switch engine {
            case .sqlite:
                plans = [
                    try await database.run(
                        "EXPLAIN QUERY PLAN SELECT id FROM members WHERE username = 'ada'" as Statement<Plan>
                    ).detail,
                    try await database.run(
                        "EXPLAIN QUERY PLAN SELECT id FROM members WHERE telegram_id = 1" as Statement<Plan>
                    ).detail,
                ]
            case .postgres:
                plans = try await database.write { tx in
                    // An empty table is read as a whole, whatever indexes there are.
                    try tx.run("SET LOCAL enable_seqscan = off" as Statement<Changes>)
                    return [
                        try tx.run("EXPLAIN SELECT id FROM members WHERE username = 'ada'" as Statement<[String]>),
                        try tx.run("EXPLAIN SELECT id FROM members WHERE telegram_id = 1" as Statement<[String]>),
                    ].map { $0.joined(separator: " ") }
                }
            }
            for plan in plans { #expect(plan.contains("INDEX") || plan.contains("Index Scan using"), "\(plan)") }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S4-142 what the stores look for is found by an index, not by reading a table`(
        engine: TestEngine
    ) async throws {
        let queries: [SQL] = [
            "FROM accounts WHERE member = 1", "FROM finished_jobs WHERE finished_at < \(.now)",
            "FROM finished_jobs WHERE id = \(ID<Generation>())", "FROM generations WHERE member = 1 ORDER BY id DESC",
            "FROM generations WHERE request_key = 'a'", "FROM generations WHERE task = 'a'",
            "FROM inbox WHERE received_at < \(.now)", "FROM inbox WHERE source = 'a' AND event_id = 'b'",
            "FROM inbox WHERE is_new ORDER BY position", "FROM jobs WHERE id = \(ID<Generation>())",
            "FROM jobs WHERE ordering_key = 'a' ORDER BY position",
            "FROM jobs WHERE state = 'pending' AND run_at <= \(.now) ORDER BY run_at, position",
            "FROM ledger_entries WHERE account = 1",
            "FROM ledger_operations WHERE generation = \(ID<Generation>()) AND kind IN ('charge', 'release')",
            "FROM ledger_operations WHERE key = 'a'", "FROM preferences WHERE member = 1",
            "FROM provider_callbacks WHERE received_at < \(.now)", "FROM provider_callbacks WHERE task = 'a'",
            "FROM transfers WHERE state <> 'sent' AND created_at < \(.now)", "FROM transfers WHERE sender = 1",
        ]
        try await Self.withSchema(engine) { database, _ in
            for query in queries {
                let plan: String
                switch engine {
                case .sqlite:
                    let lines: Statement<[Plan]> = "EXPLAIN QUERY PLAN SELECT 1 \(query)"
                    plan = try await database.run(lines).map(\.detail).joined(separator: "; ")
                    // A scan in the order of an index is one of the rows that are wanted.
                    #expect(!plan.contains("SCAN") || plan.contains("USING"), "\(plan)")
                case .postgres:
                    plan = try await database.write { tx in
                        try tx.run("SET LOCAL enable_seqscan = off" as Statement<Changes>)
                        return try tx.run("EXPLAIN SELECT 1 \(query)" as Statement<[String]>).joined(separator: "; ")
                    }
                    #expect(!plan.contains("Seq Scan"), "\(plan)")
                }
                #expect(plan.uppercased().contains("INDEX") || plan.contains("PRIMARY KEY"), "\(plan)")
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S4-105 S4-106 a member whom rows refer to cannot be deleted, and no row refers to nobody`(
        engine: TestEngine
    ) async throws {
        try await Self.withSchema(engine) { database, _ in
            try await database.run(Self.member)
            try await database.run("INSERT INTO preferences (member) VALUES (1)")
            await Self.expect(.foreignKeyViolation) {
                try await database.run("DELETE FROM members WHERE id = 1" as Statement<Changes>)
            }
            await Self.expect(.foreignKeyViolation) {
                try await database.run("INSERT INTO preferences (member) VALUES (2)" as Statement<Changes>)
            }
            try await database.run("DELETE FROM preferences")
            #expect(try await database.run("DELETE FROM members WHERE id = 1" as Statement<Changes>).count == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S4-107 S4-108 rows that a rule forbids are refused whoever writes them`(engine: TestEngine) async throws {
        try await Self.withSchema(engine) { database, _ in
            try await database.run(Self.member)
            let unique: [SQL] = [
                """
                INSERT INTO members (telegram_id, first_name, language, created_at, updated_at)
                VALUES (1, 'Eve', 'en', \(.now), \(.now))
                """,
                "INSERT INTO accounts (kind) VALUES ('bank')",
            ]
            for sql in unique {
                await Self.expect(.uniqueViolation) { try await database.run(Statement<Changes>(sql)) }
            }
            let checks: [SQL] = [
                "UPDATE members SET language = 'xx'", "UPDATE accounts SET balance = -1 WHERE kind = 'revenue'",
                "INSERT INTO accounts (kind) VALUES ('wallet')",
                "INSERT INTO accounts (kind, member) VALUES ('bank', 1)",
                "UPDATE accounts SET balance = 1000000000000001 WHERE kind = 'bank'",
            ]
            for sql in checks { await Self.expect(.checkViolation) { try await database.run(Statement<Changes>(sql)) } }
        }
    }

    private static let member: Statement<Changes> = """
        INSERT INTO members (id, telegram_id, first_name, language, created_at, updated_at)
        VALUES (1, 1, 'Ada', 'en', \(.now), \(.now))
        """

    private static func expect(
        _ code: DatabaseError.Code,
        at location: SourceLocation = #_sourceLocation,
        _ body: () async throws -> Changes
    ) async {
        let error = await #expect(throws: DatabaseError.self, sourceLocation: location) { _ = try await body() }
        #expect(error?.code == code, sourceLocation: location)
    }

    /// A line of SQLite's plan.
    private struct Plan: Record {
        let detail: String

        init(reading columns: inout some ColumnReader) throws {
            detail = try columns.read("detail")
        }
    }
}
