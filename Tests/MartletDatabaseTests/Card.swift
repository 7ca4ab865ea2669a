import MartletDatabase
import MartletTesting

/// The record that the tests store.
struct Card: Record, Equatable {
    static let ids: Statement<[Int64]> = "SELECT id FROM cards ORDER BY id"
    static let count: Statement<Int> = "SELECT count(*) FROM cards"
    static let sum: Statement<Int> = "SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM cards"

    var id: Int64
    var title: String
    var amount: Int64

    init(id: Int64, title: String, amount: Int64 = 0) {
        self.id = id
        self.title = title
        self.amount = amount
    }

    init(reading columns: inout some ColumnReader) throws {
        id = try columns.read("id")
        title = try columns.read("title")
        amount = try columns.read("amount")
    }

    static func insert(_ id: Int64, amount: Int64 = 0) -> Statement<Changes> {
        insert(id, title: "Card \(id)", amount: amount)
    }

    static func insert(_ id: Int64, title: String, amount: Int64 = 0) -> Statement<Changes> {
        "INSERT INTO cards \(values: ["id": id, "title": title, "amount": amount])"
    }

    static func add(_ amount: Int64, to id: Int64) -> Statement<Changes> {
        "UPDATE cards SET amount = amount + \(amount) WHERE id = \(id)"
    }

    static func amount(of id: Int64) -> Statement<Int64> {
        "SELECT amount FROM cards WHERE id = \(id)"
    }
}

extension TestEngine {
    /// Runs a closure with a database that has a table of cards and one of notes on them.
    func withCards<Success>(_ body: (Database) async throws -> Success) async throws -> Success {
        try await withDatabase { database in
            try await database.run(
                """
                CREATE TABLE cards (
                    id \(type: .integer) PRIMARY KEY,
                    title \(type: .text) NOT NULL CONSTRAINT cards_title_unique UNIQUE,
                    amount \(type: .integer) NOT NULL DEFAULT 0 CONSTRAINT cards_amount_positive CHECK (amount >= 0)
                )
                """
            )
            try await database.run(
                """
                CREATE TABLE notes (
                    id \(type: .integer) PRIMARY KEY,
                    card \(type: .integer) NOT NULL REFERENCES cards (id),
                    later \(type: .integer) REFERENCES cards (id) DEFERRABLE INITIALLY DEFERRED
                )
                """
            )
            return try await body(database)
        }
    }
}
