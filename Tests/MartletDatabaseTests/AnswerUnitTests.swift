import MartletContext
import MartletPayload
import Testing

@testable import MartletDatabase

/// What is made of rows, whoever gives them.
@Suite struct AnswerUnitTests {
    private let one: Statement<Int> = "SELECT 1"
    private let any: Statement<[Int]> = "SELECT 1"

    private func numbers(_ count: Int, changes: Int = 0) -> FixedRows {
        FixedRows(["n"], (0..<count).map { [.integer(Int64($0))] }, changes: changes)
    }

    private func error<Answer>(_ rows: FixedRows, _ statement: Statement<Answer>) -> DatabaseError? {
        #expect(throws: DatabaseError.self) { try rows.answer(statement) }
    }

    @Test func `S4-98 exactly one row answers a value`() throws {
        #expect(try numbers(1).answer(one) == 0)
        #expect(error(numbers(0), one)?.code == .rowMissing)
        #expect(error(numbers(2), one)?.code == .rowsTooMany)
    }

    @Test func `S4-98 at most one row answers an optional`() throws {
        let perhaps: Statement<Int?> = "SELECT 1"
        #expect(try numbers(0).answer(perhaps) == nil)
        #expect(try numbers(1).answer(perhaps) == 0)
        #expect(error(numbers(3), perhaps)?.rows == 3)
    }

    @Test(arguments: [(0, 0 as Int?), (2, 2), (7, 7), (1000, 1000), (1001, nil), (5000, nil)])
    func `S4-62 the true count is told, or none`(count: Int, told: Int?) {
        #expect(error(numbers(count), one)?.rows == told)
    }

    @Test(arguments: [0, 1, 999, 1000])
    func `C-10 a list takes up to a thousand rows`(count: Int) throws {
        #expect(try numbers(count).answer(any).count == count)
    }

    @Test func `C-10 a list of more fails, unless it says so`() throws {
        #expect(error(numbers(1001), any)?.code == .rowsTooMany)
        #expect(try numbers(1001).answer(Statement<[Int]>("SELECT 1", atMost: 1001)).count == 1001)
        #expect(
            error(numbers(3), Statement<[Int]>("SELECT 1", atMost: 2))?.message.contains("more than 2 rows") == true
        )
    }

    @Test func `changes are what the engine counts, whatever rows come`() throws {
        #expect(try numbers(3, changes: 2).answer("DELETE" as Statement<Changes>).count == 2)
    }

    @Test func `rows that were read count as affected, else those that were touched`() throws {
        var read = Rows(numbers(3, changes: 9), cap: 10)
        while try read.next() != nil {}
        #expect(read.affected == 3)
        var touched = Rows(numbers(0, changes: 9), cap: 10)
        #expect(try touched.next() == nil)
        #expect(touched.affected == 9)
    }

    private let page: Statement<Page<Card>> = "SELECT 1"
    private let pageColumns = ["page_total", "page_limit", "page_offset", "page_item", "id", "title", "amount"]

    @Test func `a page has its rows and the numbers that every row carries`() throws {
        let numbers: [DatabaseValue] = [.integer(12), .integer(2), .integer(4), .integer(1)]
        let rows = [
            numbers + [.integer(1), .text("a"), .integer(5)], numbers + [.integer(2), .text("b"), .integer(6)],
        ]
        let cards = [Card(id: 1, title: "a", amount: 5), Card(id: 2, title: "b", amount: 6)]
        let page = try FixedRows(pageColumns, rows).answer(self.page)
        #expect(page == Page(items: cards, total: 12, limit: 2, offset: 4))
    }

    @Test func `a page behind the last one has no rows and the total`() throws {
        let row: [DatabaseValue] = [.integer(12), .integer(2), .integer(40), .null, .null, .null, .null]
        #expect(try FixedRows(pageColumns, [row]).answer(page) == Page(items: [], total: 12, limit: 2, offset: 40))
    }

    @Test func `a page of a statement that is none is a typed error`() {
        #expect(error(FixedRows(pageColumns, []), page)?.code == .rowMissing)
        #expect(error(numbers(1), page)?.code == .columnMissing)
    }

    struct Price: Record {
        var amount: Money
        var tags: [String]

        init(reading columns: inout some ColumnReader) throws {
            amount = try columns.read("price", currency: "currency")
            tags = try columns.read(json: "tags")
        }
    }

    private func price(_ price: DatabaseValue, _ currency: String, _ tags: String) throws -> Price {
        try FixedRows(["price", "currency", "tags"], [[price, .text(currency), .json(tags)]]).answer("SELECT 1")
    }

    @Test func `money is read from two columns and JSON from one`() throws {
        let read = try price(.integer(19_900), "RUB", #"["a"]"#)
        #expect(read.amount == Money(minor: 19_900, currency: .rub))
        #expect(read.tags == ["a"])
        #expect(Price.columnNames.map(\.description) == ["price", "currency", "tags"])
    }

    @Test(arguments: [("roubles", "[]"), ("RUB", "[1]"), ("RUB", "["), ("", "[]")])
    func `what is no currency or not the JSON declared is a typed error`(currency: String, tags: String) {
        let error = #expect(throws: DatabaseError.self) { try price(.integer(1), currency, tags) }
        #expect(error?.code == .decoding)
    }
}
