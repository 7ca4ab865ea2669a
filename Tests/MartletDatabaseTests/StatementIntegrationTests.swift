import MartletContext
import MartletDatabase
import MartletTesting
import Testing

/// Statements and values mean the same on every engine.
@Suite struct StatementIntegrationTests {
    @Test(arguments: TestEngine.allCases)
    func `a statement is a value that runs alone, in a snapshot and in a transaction`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            let insert: Statement<Changes> = "INSERT INTO cards \(values: ["id": 1, "title": "Tea"])"
            let titles: Statement<[String]> = "SELECT title FROM cards ORDER BY id"
            #expect(try await database.run(insert) == Changes(count: 1))
            let inTransaction = try await database.write { try $0.run(titles) }
            let inSnapshot = try await database.read { try $0.run(titles) }
            #expect(try await database.run(titles) == ["Tea"])
            #expect(inTransaction == ["Tea"])
            #expect(inSnapshot == ["Tea"])
        }
    }
}
