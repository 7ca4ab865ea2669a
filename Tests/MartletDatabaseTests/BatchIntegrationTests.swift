import Logging
import MartletContext
import MartletDatabase
import MartletTesting
import Testing

/// Many rows in few statements.
@Suite struct BatchIntegrationTests {
    private func rows(_ ids: ClosedRange<Int64>) -> [CardRow] {
        ids.map { CardRow(id: $0) }
    }

    @Test(arguments: TestEngine.allCases)
    func `S4-100 a thousand rows are as many statements as ten`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            for ids in [1...10, 11...1010] as [ClosedRange<Int64>] {
                let count = try await database.statements {
                    let created = try await database.write { tx in try tx.createBatch(rows(ids), in: "cards") }
                    #expect(created.count == ids.count)
                }
                #expect(count == 1)
            }
            let large = try await database.statements {
                _ = try await database.write { tx in try tx.createBatch(rows(2001...4500), in: "cards") }
            }
            #expect(large == 1)
            #expect(try await database.run(Card.count) == 3510)
            let none = try await database.write { try $0.createBatch([CardRow](), in: "cards") }
            #expect(none.count == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S4-35 one row that is refused leaves nothing of its batch`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            for bad in [CardRow(id: 700, title: "Card 1"), CardRow(id: 1, title: "other")] {
                let error = await expect(.uniqueViolation) {
                    try await database.write { tx in
                        try tx.createBatch(rows(1...600), in: "cards")
                        try tx.createBatch([bad] + rows(701...1900), in: "cards")
                    }
                }
                #expect(error?.description.contains("Card 1 ") == false)
                let count = try await database.run(Card.count)
                #expect(count == 0)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S4-44 a batch returns its rows as they are stored, and others see them after the commit`(
        engine: TestEngine
    ) async throws {
        try await engine.withCards { database in
            let cards = try await database.write { tx in
                try tx.createBatch(rows(1...1500), in: "cards", returning: Card.self)
            }
            #expect(cards.map(\.id).sorted() == Array(1...1500))
            #expect(cards.allSatisfy { $0.title == "Card \($0.id)" && $0.amount == 0 })
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S4-102 S4-103 rows that exist are skipped, and their number is recorded once, after the commit`(
        engine: TestEngine
    ) async throws {
        try await engine.withCards { database in
            let logs = Logs()
            try await logs.context.run {
                for expected in [1200, 0] {
                    let created = try await database.write { tx in
                        try tx.createBatch(rows(1...1200), in: "cards", skippingExisting: true)
                    }
                    #expect(created.count == expected)
                }
                let mixed = try await database.write { tx in
                    try tx.createBatch(rows(1199...1202) + rows(1202...1202), in: "cards", skippingExisting: true)
                }
                #expect(mixed.count == 2)
            }
            #expect(try await database.run(Card.count) == 1202)
            let records = logs.records("rows_skipped")
            #expect(records.map(\.level) == ["info", "info"])
            #expect(records.map { $0.fields["rows"] } == ["1200", "3"])
            #expect(records.allSatisfy { $0.fields["table"] == "cards" })
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S4-103 a batch that is rolled back has skipped nothing`(engine: TestEngine) async throws {
        struct Refusal: Error {}
        try await engine.withCards { database in
            try await database.run(Card.insert(1))
            let logs = Logs()
            _ = await logs.context.run {
                await #expect(throws: Refusal.self) {
                    try await database.write { tx in
                        try tx.createBatch(rows(1...2), in: "cards", skippingExisting: true)
                        throw Refusal()
                    }
                }
            }
            #expect(logs.records("rows_skipped").isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S4-102 what is no duplicate is not skipped`(engine: TestEngine) async throws {
        struct Broken: RowWritable {
            func write(to row: inout some RowWriter) {
                row.write("id", 1)
                row.write("title", "x")
                row.write("amount", -1)
            }
        }
        _ = try await engine.withCards { database in
            await expect(.checkViolation) {
                _ = try await database.write { try $0.createBatch([Broken()], in: "cards", skippingExisting: true) }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S4-37 a list of rows is deleted in one statement, and only its owner's`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            try await database.write { try $0.createBatch(rows(1...40), in: "cards") }
            try await database.run("UPDATE cards SET amount = 7 WHERE id <= 20")
            let ids: [Int64] = [5, 20, 21, 99]
            let deleted: Changes = try await database.run("DELETE FROM cards WHERE id \(in: ids) AND amount = \(7)")
            #expect(deleted.count == 2)
            #expect(try await database.run(Card.ids) == (1...40).filter { ![5, 20].contains($0) })
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `rows that do not fit together are refused before anything is stored`(engine: TestEngine) async throws {
        struct Odd: RowWritable {
            var hasTitle: Bool

            func write(to row: inout some RowWriter) {
                row.write("id", 1)
                if hasTitle { row.write("title", "x") }
            }
        }
        try await engine.withCards { database in
            await expect(.statement) {
                _ = try await database.write { tx in
                    try tx.createBatch([Odd(hasTitle: true), Odd(hasTitle: false)], in: "cards")
                }
            }
            let count = try await database.run(Card.count)
            #expect(count == 0)
        }
    }
}
