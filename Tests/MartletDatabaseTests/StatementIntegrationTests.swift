import MartletDatabase
import MartletTesting
import Testing

/// Statements and what they answer, the same on every engine.
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

    @Test(arguments: TestEngine.allCases)
    func `S4-98 exactly one row is expected where the answer is a record`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            let one: Statement<Card> = "SELECT \(columns: Card.self) FROM cards"
            await expect(.rowMissing) { _ = try await database.run(one) }
            try await database.run(Card.insert(1))
            #expect(try await database.run(one) == Card(id: 1, title: "Card 1"))
            try await database.run(Card.insert(2))
            await expect(.rowsTooMany) { _ = try await database.run(one) }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S4-98 at most one row is expected where the answer is optional`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            let one: Statement<Card?> = "SELECT \(columns: Card.self) FROM cards"
            #expect(try await database.run(one) == nil)
            try await database.run(Card.insert(1))
            #expect(try await database.run(one) == Card(id: 1, title: "Card 1"))
            try await database.run(Card.insert(2))
            await expect(.rowsTooMany) { _ = try await database.run(one) }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an answer that does not fit undoes the statement that gave it`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            let insert: Statement<Card> = """
                INSERT INTO cards (id, title) VALUES (1, 'a'), (2, 'b') RETURNING \(columns: Card.self)
                """
            await expect(.rowsTooMany) { _ = try await database.run(insert) }
            let count = try await database.run(Card.count)
            #expect(count == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `records are read by the names of their columns, whatever the order`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            try await database.run(Card.insert(1, amount: 7))
            let card: Card = try await database.run("SELECT 'x' AS other, amount, title, id FROM cards")
            #expect(card == Card(id: 1, title: "Card 1", amount: 7))
            let incomplete: Statement<Card> = "SELECT id, amount FROM cards"
            await expect(.columnMissing) { _ = try await database.run(incomplete) }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a value that does not fit its type is a typed error`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            try await database.run(Card.insert(1))
            let wrong: Statement<Int> = "SELECT title FROM cards"
            let null: Statement<Int> = "SELECT NULL FROM cards"
            await expect(.decoding) { _ = try await database.run(wrong) }
            await expect(.decoding) { _ = try await database.run(null) }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the number of touched rows is that of the statement alone`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            for id in 1...3 { try await database.run(Card.insert(Int64(id))) }
            let counts = try await database.write { tx in
                let updated: Changes = try tx.run("UPDATE cards SET amount = 5 WHERE id < 3")
                let missed: Changes = try tx.run("UPDATE cards SET amount = 5 WHERE id = 99")
                let created: Changes = try tx.run("CREATE TABLE others (id \(type: .integer))")
                let returned: Changes = try tx.run("DELETE FROM cards WHERE id > 1 RETURNING id")
                return [updated.count, missed.count, created.count, returned.count]
            }
            #expect(counts == [2, 0, 0, 2])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a list matches its members, and nothing when it is empty`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            for id in 1...6 { try await database.run(Card.insert(Int64(id))) }
            for ids in [[], [3], [1, 9], [2, 4, 6], [1, 2, 3, 4, 5]] {
                let found: [Int] = try await database.run("SELECT id FROM cards WHERE id \(in: ids) ORDER BY id")
                #expect(found == ids.filter { $0 <= 6 })
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a wrong statement is a typed error, and the next one runs`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            await expect(.statement) { _ = try await database.run("SELEC 1") as Int }
            await expect(.statement) { _ = try await database.run("SELECT a FROM none") as Int }
            let answer: Int = try await database.run("SELECT 1")
            #expect(answer == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a prepared statement notices that the schema has changed`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            let all: Statement<[Card]> = "SELECT * FROM cards"
            try await database.run(Card.insert(1))
            #expect(try await database.run(all).count == 1)
            try await database.run("ALTER TABLE cards RENAME COLUMN amount TO price")
            try await database.run("ALTER TABLE cards ADD COLUMN amount \(type: .integer) NOT NULL DEFAULT 3")
            let later: [Card] = try await database.read { try $0.run("SELECT * FROM cards WHERE id = 1") }
            #expect(later == [Card(id: 1, title: "Card 1", amount: 3)])
        }
    }
}
