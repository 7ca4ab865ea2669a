import MartletDatabase
import MartletTesting
import Testing

/// An answer has as many rows as its type allows, and the error says how many there were.
@Suite struct AnswerBoundIntegrationTests {
    @Test(arguments: TestEngine.allCases)
    func `S4-62 F-33 S4-59 no row and several rows are two errors, and the second carries the true count`(
        engine: TestEngine
    ) async throws {
        try await engine.withCards { database in
            let one: Statement<Card> = "SELECT \(columns: Card.self) FROM cards"
            #expect(await expect(.rowMissing) { _ = try await database.run(one) }?.rows == 0)
            try await database.write { tx in
                try tx.createBatch((1...3).map { CardRow(id: $0) }, in: "cards")
            }
            #expect(await expect(.rowsTooMany) { _ = try await database.run(one) }?.rows == 3)
            let inside = await expect(.rowsTooMany) { _ = try await database.read { try $0.run(one) } }
            #expect(inside?.rows == 3)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S4-62 rows are counted up to a bound, above which there is no count`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            try await database.write { tx in
                try tx.createBatch((1...1001).map { CardRow(id: $0) }, in: "cards")
            }
            let one: Statement<Card?> = "SELECT \(columns: Card.self) FROM cards"
            let error = await expect(.rowsTooMany) { _ = try await database.run(one) }
            #expect(error != nil && error?.rows == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S4-32 S1-49 C-10 a list has a bound of a thousand rows and fails loudly above it`(
        engine: TestEngine
    ) async throws {
        try await engine.withCards { database in
            try await database.write { tx in
                try tx.createBatch((1...1000).map { CardRow(id: $0) }, in: "cards")
            }
            #expect(try await database.run(Card.ids).count == 1000)
            try await database.run(Card.insert(1001))
            let error = await expect(.rowsTooMany) { _ = try await database.run(Card.ids) }
            #expect(error?.message.contains("more than 1000 rows") == true)
            await expect(.rowsTooMany) { _ = try await database.read { try $0.run(Card.ids) } }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S4-32 a statement may say that it answers more, or fewer`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            try await database.write { tx in
                try tx.createBatch((1...1500).map { CardRow(id: $0) }, in: "cards")
            }
            #expect(try await database.run(Statement<[Int64]>("SELECT id FROM cards", atMost: 1500)).count == 1500)
            await expect(.rowsTooMany) {
                _ = try await database.run(Statement<[Int64]>("SELECT id FROM cards", atMost: 1499))
            }
        }
    }
}
