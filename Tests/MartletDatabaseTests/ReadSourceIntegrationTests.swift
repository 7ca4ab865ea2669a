import MartletDatabase
import MartletTesting
import Testing

/// Reads that may take a copy of the database, where there is none.
@Suite struct ReadSourceIntegrationTests {
    @Test(arguments: TestEngine.allCases)
    func `S4-144 without a copy the same code reads the database itself`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            try await database.run(Card.insert(1))
            for source in [ReadSource.replica, .primary] {
                #expect(try await database.run(Card.count, from: source) == 1)
                #expect(try await database.read(from: source) { try $0.run(Card.ids) } == [1])
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `what changes something is refused where a copy may serve it, on every engine`(engine: TestEngine) async throws
    {
        try await engine.withCards { database in
            let error = await expect(.readOnly) { _ = try await database.run(Card.insert(1), from: .replica) }
            #expect(error?.statement?.file.description == "MartletDatabaseTests/ReadSourceIntegrationTests.swift")
            let hidden: Statement<Changes> = """
                WITH one AS (SELECT 2 AS id) INSERT INTO cards (id, title) SELECT id, 'x' FROM one
                """
            await expect(.readOnly) { _ = try await database.run(hidden, from: .replica) }
            await expect(.readOnly) {
                try await database.read(from: .replica) { _ = try $0.run(Card.insert(3)) }
            }
            let count = try await database.run(Card.count)
            #expect(count == 0)
        }
    }
}
