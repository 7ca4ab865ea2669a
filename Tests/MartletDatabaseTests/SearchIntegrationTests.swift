import MartletContext
import MartletDatabase
import MartletPayload
import MartletTesting
import Testing

/// What is searched for, and values that are more than a number or a text.
@Suite struct SearchIntegrationTests {
    private static let titles = [
        "100% wool", "100 wool", "snake_case", "snakeXcase", "back\\slash", "a[b]c", "abc", "what?", "star*", "Ärmel",
        "ärmel", "'; --", "",
    ]

    private func found(_ statement: Statement<[String]>, in database: Database) async throws -> [String] {
        try await database.run(statement).sorted()
    }

    @Test(arguments: TestEngine.allCases)
    func `a search finds the texts that contain another or start with it, and no wildcard works`(
        engine: TestEngine
    ) async throws {
        try await engine.withCards { database in
            try await database.write { tx in
                let rows = Self.titles.enumerated().map { CardRow(id: Int64($0), title: $1) }
                try tx.createBatch(rows, in: "cards")
            }
            for text in ["%", "_", "\\", "*", "?", "[", "]", "0% w", "e_c", "rm", "Ä", "ä", "wool", "nothing", "", "'"]
            {
                #expect(
                    try await found("SELECT title FROM cards WHERE title \(contains: text)", in: database)
                        == Self.titles.filter { text.isEmpty || $0.contains(text) }.sorted()
                )
                #expect(
                    try await found("SELECT title FROM cards WHERE title \(startsWith: text)", in: database)
                        == Self.titles.filter { $0.hasPrefix(text) }.sorted()
                )
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S2-14 filters made elsewhere are combined, and only what is given filters`(engine: TestEngine) async throws {
        func titles(from least: Int64?, containing text: String?) -> Statement<[String]> {
            let amount: SQL = least.map { "AND amount >= \($0)" } ?? ""
            let title: SQL = text.map { "AND title \(contains: $0)" } ?? ""
            return "SELECT title FROM cards WHERE id > \(0) \(amount) \(title) ORDER BY id"
        }
        try await engine.withCards { database in
            try await database.run(Card.insert(1, title: "red", amount: 1))
            try await database.run(Card.insert(2, title: "dark red", amount: 5))
            try await database.run(Card.insert(3, title: "blue", amount: 9))
            #expect(try await database.run(titles(from: nil, containing: nil)) == ["red", "dark red", "blue"])
            #expect(try await database.run(titles(from: 5, containing: nil)) == ["dark red", "blue"])
            #expect(try await database.run(titles(from: 5, containing: "red")) == ["dark red"])
            await expect(.statement) {
                _ = try await database.run("SELECT title FROM cards WHERE colour = \("red")" as Statement<[String]>)
            }
        }
    }

    struct Offer: Record, RowWritable, Equatable {
        var id: ID<Card>
        var price: Money
        var tags: [String]
        var settings: RawJSON?
        var starts: Instant

        init(id: ID<Card>, price: Money, tags: [String], settings: RawJSON?, starts: Instant) {
            (self.id, self.price, self.tags, self.settings, self.starts) = (id, price, tags, settings, starts)
        }

        init(reading columns: inout some ColumnReader) throws {
            id = try columns.read("id")
            price = try columns.read("price", currency: "currency")
            tags = try columns.read(json: "tags")
            settings = try columns.read("settings")
            starts = try columns.read("starts")
        }

        func write(to row: inout some RowWriter) {
            row.write("id", id)
            row.write("price", currency: "currency", price)
            row.write(json: "tags", tags)
            row.write("settings", settings)
            row.write("starts", starts)
        }
    }

    private func withOffers(_ engine: TestEngine, _ body: (Database) async throws -> Void) async throws {
        try await engine.withDatabase { database in
            try await database.run(
                """
                CREATE TABLE offers (
                    id \(type: .id) PRIMARY KEY, price \(type: .integer) NOT NULL, currency \(type: .text) NOT NULL,
                    tags \(type: .json) NOT NULL, settings \(type: .json), starts \(type: .instant) NOT NULL
                )
                """
            )
            try await body(database)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `money, JSON, ids and instants come back as they were stored, one by one and in a batch`(
        engine: TestEngine
    ) async throws {
        let starts = Instant(microseconds: 1_767_225_600_123_456)
        let offers = [
            Offer(id: ID(bits: 1), price: Money(minor: -5, currency: .usd), tags: [], settings: nil, starts: starts),
            Offer(
                id: ID(bits: .max),
                price: Money(minor: .max, currency: .rub),
                tags: ["a\"b", "🪶"],
                settings: try RawJSON(text: "[1, null]"),
                starts: starts
            ),
        ]
        try await withOffers(engine) { database in
            let one: Offer = try await database.run(
                "INSERT INTO offers \(values: offers[0]) RETURNING \(columns: Offer.self)"
            )
            #expect(one == offers[0])
            let many = try await database.write { tx in
                try tx.createBatch(offers.dropFirst(), in: "offers", returning: Offer.self)
            }
            #expect(many.map(\.price) == [offers[1].price])
            #expect(many.map(\.tags) == [offers[1].tags])
            #expect(try many.first?.settings?.decode([Int?].self) == [1, nil])
            let found: [ID<Card>] = try await database.run(
                """
                SELECT id FROM offers
                WHERE tags = \(json: ["a\"b", "🪶"]) AND id \(in: offers.map(\.id)) AND starts = \(starts)
                """
            )
            #expect(found == [offers[1].id])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a document or a currency that is none is a typed error`(engine: TestEngine) async throws {
        try await withOffers(engine) { database in
            let insert: Statement<Changes> = """
                INSERT INTO offers (id, price, currency, tags, starts)
                VALUES (\(ID<Card>(bits: 2)), 1, 'roubles', \(json: ["a": 1]), \(.now))
                """
            try await database.run(insert)
            await expect(.decoding) { _ = try await database.run("SELECT \(columns: Offer.self) FROM offers") as Offer }
            try await database.run("UPDATE offers SET currency = 'RUB'")
            await expect(.decoding) { _ = try await database.run("SELECT \(columns: Offer.self) FROM offers") as Offer }
            await expect(.statement) { try await database.run("UPDATE offers SET tags = \(json: Double.infinity)") }
        }
    }
}
