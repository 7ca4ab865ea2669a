import MartletDatabase
import MartletTesting
import Testing

/// Violated constraints are typed errors that name the constraint and never the value.
@Suite struct ConstraintIntegrationTests {
    @Test(arguments: TestEngine.allCases)
    func `S4-107 S4-58 a second row with a unique value is a conflict`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            try await database.run(Card.insert(1, title: "hush"))
            let error = await expect(.uniqueViolation) { _ = try await database.run(Card.insert(2, title: "hush")) }
            #expect(error?.constraint == "cards_title_unique" || error?.column == "cards.title")
            #expect(error?.description.contains("hush") == false)
            await expect(.uniqueViolation) { _ = try await database.run(Card.insert(1, title: "other")) }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S4-108 a row that a check refuses names the check`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            let error = await expect(.checkViolation) { _ = try await database.run(Card.insert(1, amount: -775)) }
            #expect(error?.constraint == "cards_amount_positive")
            #expect(error?.description.contains("775") == false)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a missing value names its column`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            let error = await expect(.notNullViolation) {
                _ = try await database.run("INSERT INTO cards (id, title) VALUES (1, \(String?.none))") as Changes
            }
            #expect(error?.column?.contains("title") == true)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a row that refers to nothing is refused at once`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            await expect(.foreignKeyViolation) {
                _ = try await database.run("INSERT INTO notes (id, card) VALUES (1, 99)") as Changes
            }
            try await database.run(Card.insert(1))
            try await database.run("INSERT INTO notes (id, card) VALUES (1, 1)")
            await expect(.foreignKeyViolation) { _ = try await database.run("DELETE FROM cards") as Changes }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a deferred reference may be wrong until the end of the transaction, not after it`(
        engine: TestEngine
    ) async throws {
        try await engine.withCards { database in
            try await database.run(Card.insert(1))
            try await database.write { tx in
                try tx.run("INSERT INTO notes (id, card, later) VALUES (1, 1, 2)")
                try tx.run(Card.insert(2))
            }
            await expect(.foreignKeyViolation) {
                try await database.write { tx in
                    try tx.run(Card.insert(3))
                    try tx.run("INSERT INTO notes (id, card, later) VALUES (2, 1, 99)")
                }
            }
            #expect(try await database.run(Card.count) == 2)
        }
    }
}
