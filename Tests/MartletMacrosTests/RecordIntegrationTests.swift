import MartletContext
import MartletDatabase
import MartletMacros
import MartletPayload
import MartletTesting
import Testing

/// Records that the macro wrote, beside the same ones written by hand.
@Suite struct RecordIntegrationTests {
    @Record
    struct Offer: RowWritable, Equatable {
        let id: ID<Offer>
        let ownerName: String?
        @Column("created_at") let created: Instant
        @Column(currency: "currency") let price: Money
        @Column("fee_minor", currency: "fee_currency") let fee: Money?
        @Column(in: .rub) let cost: Money
        @Column(in: .rub) let refund: Money?
        @Column(json: "tags") let tags: [String]
        var isShown = false
    }

    struct HandwrittenOffer: Record, RowWritable, Equatable {
        let id: ID<Offer>
        let ownerName: String?
        let created: Instant
        let price: Money
        let fee: Money?
        let cost: Money
        let refund: Money?
        let tags: [String]

        init(reading columns: inout some ColumnReader) throws {
            id = try columns.read("id")
            ownerName = try columns.read("owner_name")
            created = try columns.read("created_at")
            price = try columns.read("price", currency: "currency")
            fee = try columns.read("fee_minor", currency: "fee_currency")
            cost = try columns.read("cost", in: .rub)
            refund = try columns.read("refund", in: .rub)
            tags = try columns.read(json: "tags")
        }

        func write(to row: inout some RowWriter) {
            row.write("id", id)
            row.write("owner_name", ownerName)
            row.write("created_at", created)
            row.write("price", currency: "currency", price)
            row.write("fee_minor", currency: "fee_currency", fee)
            row.write("cost", in: .rub, cost)
            row.write("refund", in: .rub, refund)
            row.write(json: "tags", tags)
        }
    }

    @Record
    fileprivate struct Sum {
        let sum: Int64
        let `case`: Bool?
    }

    private static let offers = [
        Offer(
            id: ID(bits: 1),
            ownerName: nil,
            created: Instant(microseconds: 1_767_225_600_123_456),
            price: Money(minor: 5, currency: .usd),
            fee: nil,
            cost: Money(minor: .min, currency: .rub),
            refund: nil,
            tags: []
        ),
        Offer(
            id: ID(bits: .max),
            ownerName: "Ада",
            created: Instant(microseconds: 0),
            price: Money(minor: -5, currency: .eur),
            fee: Money(minor: 1, currency: .stars),
            cost: Money(minor: 0, currency: .rub),
            refund: Money(minor: 7, currency: .rub),
            tags: ["a\"b", ""]
        ),
    ]

    private func withOffers(_ engine: TestEngine, _ body: (Database) async throws -> Void) async throws {
        try await engine.withDatabase { database in
            try await database.run(
                """
                CREATE TABLE offers (
                    id \(type: .id) PRIMARY KEY, owner_name \(type: .text), created_at \(type: .instant) NOT NULL,
                    price \(type: .integer) NOT NULL, currency \(type: .text) NOT NULL,
                    fee_minor \(type: .integer), fee_currency \(type: .text),
                    cost \(type: .integer) NOT NULL, refund \(type: .integer), tags \(type: .json) NOT NULL
                )
                """
            )
            try await body(database)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a macro's record is stored and read as the one written by hand`(engine: TestEngine) async throws {
        try await withOffers(engine) { database in
            try await database.write { tx in try tx.createBatch(Self.offers, in: "offers") }
            let read: [Offer] = try await database.run("SELECT \(columns: Offer.self) FROM offers ORDER BY id")
            #expect(read == Self.offers)
            let byHand: [HandwrittenOffer] = try await database.run(
                "SELECT \(columns: HandwrittenOffer.self) FROM offers ORDER BY id"
            )
            #expect(byHand.map(\.price) == read.map(\.price))
            try await database.run("DELETE FROM offers")
            try await database.write { tx in try tx.createBatch(byHand, in: "offers") }
            #expect(try await database.run("SELECT \(columns: Offer.self) FROM offers ORDER BY id") == Self.offers)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a record without a table is read from a query`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let sum: Sum = try await database.run(#"SELECT CAST(1 + 1 AS BIGINT) AS sum, NULL AS "case""#)
            #expect(sum.sum == 2)
            #expect(sum.case == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an amount in another currency than its column's is refused`(engine: TestEngine) async throws {
        try await withOffers(engine) { database in
            let offer = Self.offers[0]
            let dollars = Offer(
                id: offer.id,
                ownerName: offer.ownerName,
                created: offer.created,
                price: offer.price,
                fee: offer.fee,
                cost: Money(minor: 1, currency: .usd),
                refund: nil,
                tags: []
            )
            let error = await #expect(throws: DatabaseError.self) {
                _ = try await database.run("INSERT INTO offers \(values: dollars)")
            }
            #expect(error?.message == "The column 'cost' holds amounts in RUB, not in USD.")
            let count: Int = try await database.run("SELECT count(*) FROM offers")
            #expect(count == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an amount that lost its currency is a typed error`(engine: TestEngine) async throws {
        try await withOffers(engine) { database in
            try await database.run("INSERT INTO offers \(values: Self.offers[1])")
            try await database.run("UPDATE offers SET fee_currency = NULL")
            let error = await #expect(throws: DatabaseError.self) {
                _ = try await database.run("SELECT \(columns: Offer.self) FROM offers") as Offer
            }
            #expect(error?.code == .decoding)
        }
    }
}
