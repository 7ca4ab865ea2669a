import MartletContext
import MartletDatabase
import MartletTesting
import Metrics
import MetricsTestKit
import Testing

/// Every statement has a name that nobody writes: the place that runs it.
@Suite struct StatementSiteIntegrationTests {
    /// Takes 600 milliseconds by the context's clock.
    struct Slow: StatementAnswer {
        static func collect(_ rows: inout Rows) throws -> Slow {
            while try rows.next() != nil {}
            (Context.current.clock as? TestClock)?.advance(by: .milliseconds(600))
            return Slow()
        }
    }

    private static let slow: Statement<Slow> = "SELECT title FROM cards WHERE title <> \("hush")"

    @Test(arguments: TestEngine.allCases)
    func `S1-74 S4-143 a slow statement is recorded with its name, its rows and the correlation, and counted`(
        engine: TestEngine
    ) async throws {
        let metrics = TestMetrics()
        try await engine.withCards { cards in
            let database = withMetricsFactory(metrics) { Database(cards.engine) }
            for id in 1...3 { try await cards.run(Card.insert(Int64(id))) }
            let logs = Logs()
            try await logs.context.run {
                try await runSlowly(in: database)
                try await readSlowly(in: database)
                #expect(try await database.run(Card.count) == 3)
            }
            let records = logs.records("statement_slow")
            let place = "MartletDatabaseTests/StatementSiteIntegrationTests"
            #expect(records.map(\.level) == ["warning", "warning"])
            let names = records.map { $0.fields["statement"] }
            #expect(names == ["\(place).runSlowly(in:)", "\(place).readSlowly(in:)"])
            let correlation = logs.context.correlation?.description
            for record in records {
                #expect(record.fields["rows"] == "3")
                #expect(record.fields["duration_ms"] == "600")
                #expect(record.fields["correlation_id"] == correlation)
                #expect(!record.fields.values.contains { $0.contains("hush") })
            }
            #expect(try metrics.expectCounter("database.statements.slow").totalValue == 2)
            #expect(try metrics.expectTimer("database.statement.slow.duration").lastValue == 600_000_000)
        }
    }

    private func runSlowly(in database: Database) async throws {
        _ = try await database.run(Self.slow)
    }

    private func readSlowly(in database: Database) async throws {
        _ = try await database.read { try $0.run(Self.slow) }
    }

    @Test(arguments: TestEngine.allCases)
    func `S1-74 from which duration on a statement is slow is a property of the database`(
        engine: TestEngine
    ) async throws {
        try await engine.withCards { cards in
            #expect(cards.slowStatements == .milliseconds(500))
            let logs = Logs()
            try await logs.context.run {
                _ = try await Database(cards.engine, slowStatements: .milliseconds(601)).run(Self.slow)
                #expect(logs.records("statement_slow").isEmpty)
                _ = try await Database(cards.engine, slowStatements: .milliseconds(600)).run(Self.slow)
            }
            #expect(logs.records("statement_slow").count == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S3-39 an error names the statement that failed, and never its values`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            try await database.run(Card.insert(1, title: "hush"))
            let alone = await expect(.uniqueViolation) { try await insertAgain(in: database) }
            let inside = await expect(.uniqueViolation) { try await insertInside(in: database) }
            let place = "MartletDatabaseTests/StatementSiteIntegrationTests"
            #expect(alone?.statement?.description == "\(place).insertAgain(in:)")
            #expect(inside?.statement?.description == "\(place).insertInside(in:)")
            #expect(alone?.description.contains("in \(place).insertAgain(in:)") == true)
            #expect(alone?.description.contains("hush") == false)
        }
    }

    private func insertAgain(in database: Database) async throws {
        try await database.run(Card.insert(2, title: "hush"))
    }

    private func insertInside(in database: Database) async throws {
        try await database.write { tx in try tx.run(Card.insert(2, title: "hush")) }
    }

    @Test func `PostgreSQL is told the name in a comment of the statement's text`() async throws {
        guard TestEngine.allCases.contains(.postgres) else { return }
        try await TestEngine.postgres.withDatabase { database in
            let text: String = try await database.read { snapshot in
                try snapshot.run("SELECT query FROM pg_stat_activity WHERE pid = pg_backend_pid()")
            }
            #expect(text.hasPrefix("/* MartletDatabaseTests/StatementSiteIntegrationTests.PostgreSQL is told the name"))
        }
    }
}
