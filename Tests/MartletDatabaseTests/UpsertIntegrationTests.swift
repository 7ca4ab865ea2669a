import MartletContext
import MartletDatabase
import MartletPayload
import MartletTesting
import Testing

/// Rows that are inserted or changed, and changes of many rows at once.
@Suite struct UpsertIntegrationTests {
    struct Amount: RowWritable {
        var id: Int64
        var title: String
        var amount: Int64

        init(_ id: Int64, _ amount: Int64, title: String? = nil) {
            (self.id, self.amount, self.title) = (id, amount, title ?? "Card \(id)")
        }

        func write(to row: inout some RowWriter) {
            row.write("id", id)
            row.write("title", title)
            row.write("amount", amount)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S0-21 fifty first writes at once make one row and no error`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<50 {
                    group.addTask {
                        _ = try await database.write(isolation: .readCommitted) { tx in
                            try tx.upsert(
                                [Amount(1, 2)],
                                in: "cards",
                                by: ["id"],
                                setting: "amount = cards.amount + excluded.amount"
                            )
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await database.run(Card.count) == 1)
            #expect(try await database.run(Card.amount(of: 1)) == 100)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `F-07 a relative change that would break a bound changes nothing`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            try await database.run(Card.insert(1, amount: 5))
            let error = await expect(.checkViolation) {
                try await database.write { tx in
                    let change: SQL = "amount = cards.amount - excluded.amount"
                    try tx.upsert([Amount(2, 1), Amount(1, 6)], in: "cards", by: ["id"], setting: change)
                }
            }
            #expect(error?.constraint == "cards_amount_positive")
            #expect(try await database.run(Card.amount(of: 1)) == 5)
            #expect(try await database.run(Card.count) == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S0-21 an upsert replaces every other column unless it is told how to change them`(
        engine: TestEngine
    ) async throws {
        try await engine.withCards { database in
            try await database.run(Card.insert(1, title: "old", amount: 1))
            let count = try await database.statements {
                let changes = try await database.write { tx in
                    try tx.upsert([Amount(1, 10, title: "new"), Amount(2, 20)], in: "cards", by: ["id"])
                }
                #expect(changes.count == 2)
            }
            #expect(count == 1)
            let cards: [Card] = try await database.run("SELECT \(columns: Card.self) FROM cards ORDER BY id")
            #expect(cards == [Card(id: 1, title: "new", amount: 10), Card(id: 2, title: "Card 2", amount: 20)])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `rows of one batch with the same keys are refused on both engines alike`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            let twice = [Amount(1, 1), Amount(1, 2)]
            await expect(.statement) {
                _ = try await database.write { try $0.upsert(twice, in: "cards", by: ["id"]) }
            }
            await expect(.statement) {
                _ = try await database.write { try $0.updateBatch(twice, in: "cards", by: ["id"]) }
            }
            let count = try await database.run(Card.count)
            #expect(count == 0)
        }
    }

    struct Bonus: RowWritable {
        var account: Int64
        var amount: Int64

        func write(to row: inout some RowWriter) {
            row.write("id", account)
            row.write("amount", amount)
        }
    }

    @Test(arguments: TestEngine.allCases, [10, 1000] as [Int64])
    func `S0-46 F-50 a change of many rows is one statement and tells how many it touched`(
        engine: TestEngine,
        count: Int64
    ) async throws {
        try await engine.withCards { database in
            try await database.write { tx in
                try tx.createBatch((1...1000).map { Amount($0, $0) }, in: "cards")
                try tx.run("CREATE TABLE ledger (card \(type: .integer) NOT NULL, amount \(type: .integer) NOT NULL)")
            }
            // The last one is nobody's.
            let bonuses = (1...count).map { Bonus(account: $0 == count ? 5000 : $0, amount: 7) }
            let statements = try await database.statements {
                try await database.write { tx in
                    let changed = try tx.updateBatch(
                        bonuses,
                        in: "cards",
                        by: ["id"],
                        setting: "amount = cards.amount + changes.amount"
                    )
                    #expect(changed.count == Int(count) - 1)
                    let booked: Changes = try tx.run(
                        """
                        INSERT INTO ledger (card, amount)
                        SELECT cards.id, bonuses.amount FROM \(rows: bonuses, as: "bonuses")
                        JOIN cards ON cards.id = bonuses.id
                        """
                    )
                    #expect(booked == changed)
                }
            }
            #expect(statements == 2)
            #expect(try await database.run(Card.sum) == 500_500 + 7 * (Int(count) - 1))
            #expect(try await database.run("SELECT CAST(sum(amount) AS BIGINT) FROM ledger") == 7 * (Int(count) - 1))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S0-46 no rows change nothing, and columns that are not told how are replaced`(engine: TestEngine) async throws
    {
        try await engine.withCards { database in
            try await database.run(Card.insert(1, title: "old", amount: 3))
            let changes = try await database.write { tx in
                [
                    try tx.updateBatch([Amount](), in: "cards", by: ["id"]).count,
                    try tx.updateBatch([Amount(1, 4, title: "it's \"new\"")], in: "cards", by: ["id"]).count,
                ]
            }
            #expect(changes == [0, 1])
            let card: Card = try await database.run("SELECT \(columns: Card.self) FROM cards")
            #expect(card == Card(id: 1, title: "it's \"new\"", amount: 4))
        }
    }

    struct Sample: RowWritable, Record, Equatable {
        var id: ID<Sample>
        var real: Double?
        var truth: Bool?
        var moment: Instant?
        var document: RawJSON?

        init(id: ID<Sample>, real: Double?, truth: Bool?, moment: Instant?, document: RawJSON?) {
            (self.id, self.real, self.truth, self.moment, self.document) = (id, real, truth, moment, document)
        }

        init(reading columns: inout some ColumnReader) throws {
            id = try columns.read("id")
            real = try columns.read("real_value")
            truth = try columns.read("truth")
            moment = try columns.read("moment")
            document = try columns.read("document")
        }

        func write(to row: inout some RowWriter) {
            row.write("id", id)
            row.write("real_value", real)
            row.write("truth", truth)
            row.write("moment", moment)
            row.write("document", document)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `values of every kind arrive in an update of many rows as they were`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            try await database.run(
                """
                CREATE TABLE samples (
                    id \(type: .id) PRIMARY KEY, real_value \(type: .real), truth \(type: .boolean),
                    moment \(type: .instant), document \(type: .json)
                )
                """
            )
            let moment = Instant(microseconds: 1_767_225_600_123_456)
            let samples = [
                Sample(id: ID(bits: 1), real: 0.1, truth: true, moment: moment, document: try RawJSON(text: "[1]")),
                Sample(id: ID(bits: 2), real: -1e300, truth: false, moment: nil, document: nil),
                Sample(id: ID(bits: 3), real: nil, truth: nil, moment: moment, document: try RawJSON(text: "\"a\"")),
            ]
            let empty = samples.map { Sample(id: $0.id, real: nil, truth: nil, moment: nil, document: nil) }
            try await database.write { tx in
                try tx.createBatch(empty, in: "samples")
                try tx.updateBatch(samples, in: "samples", by: ["id"])
            }
            let stored: [Sample] = try await database.run("SELECT \(columns: Sample.self) FROM samples ORDER BY id")
            #expect(stored == samples)
            // Where no row has a value, the columns still have their types.
            try await database.write { try $0.updateBatch(empty, in: "samples", by: ["id"]) }
            let cleared: [Sample] = try await database.run("SELECT \(columns: Sample.self) FROM samples ORDER BY id")
            #expect(cleared == empty)
        }
    }
}
