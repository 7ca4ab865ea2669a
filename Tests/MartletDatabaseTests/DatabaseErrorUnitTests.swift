import MartletContext
import MartletPayload
import MartletResilience
import Testing

@testable import MartletDatabase

/// What an operator reads of a failure, and statements that cannot be run.
@Suite struct DatabaseErrorUnitTests {
    private let site = StatementSite(file: "Shop/CardStore.swift", function: "getOne()")

    @Test func `an error is one line with what is known`() {
        var error = DatabaseError(.uniqueViolation, "A row exists.")
        #expect(error.description == "uniqueViolation: A row exists.")
        error.engineCode = "23505"
        error.constraint = "cards_title"
        error.column = "cards.title"
        error.statement = site
        #expect(
            error.description
                == "uniqueViolation: A row exists. (23505, constraint cards_title, cards.title, in Shop/CardStore.getOne())"
        )
    }

    @Test func `an error gets the name of its statement once, and other errors stay as they are`() throws {
        let error = DatabaseError(.statement, "No.").named(site)
        let again = error.named(StatementSite(file: "Shop/Other.swift", function: "f()"))
        #expect((again as? DatabaseError)?.statement?.description == site.description)
        #expect(CancellationError().named(site) is CancellationError)
    }

    @Test(arguments: [
        (DatabaseError.Code.serializationFailure, true), (.deadlock, true), (.uniqueViolation, false),
        (.commitUnknown, false), (.connection, false), (.keyInUse, false), (.deadlineExceeded, false),
    ])
    func `only what transactions did to each other is worth running again`(code: DatabaseError.Code, isTransient: Bool)
    {
        #expect((DatabaseError(code, "").retryVerdict == .transient) == isTransient)
    }

    @Test func `a statement with a value that cannot be bound does not run`() {
        let statement: Statement<Changes> = "UPDATE cards SET settings = \(json: Double.nan)"
        let error = #expect(throws: DatabaseError.self) { try statement.sql(at: site) }
        #expect(error?.code == .statement)
        #expect(error?.message.contains("JSON") == true)
    }

    @Test func `a statement is run with its place`() throws {
        let statement: Statement<Int> = "SELECT 1"
        #expect(try statement.sql(at: site).site?.description == "Shop/CardStore.getOne()")
        #expect(statement.sql.site == nil)
    }

    @Test(arguments: [PageBounds(limit: 0), PageBounds(limit: 101), PageBounds(offset: -1)])
    func `a page that is not valid does not run`(bounds: PageBounds) {
        let page = Statement<Page<Card>>(page: bounds, of: "SELECT 1", by: .ascending("a"), tieBreaker: "id")
        #expect(throws: DatabaseError.self) { try page.sql(at: site) }
    }

    @Test func `a page's statement is one query that begins with SELECT and ends in a total order`() throws {
        let page = Statement<Page<Card>>(
            page: PageBounds(limit: 5, offset: 9),
            of: "SELECT id FROM cards WHERE id > \(3)",
            by: .descending("amount"),
            tieBreaker: "id"
        )
        let text = Dialect.postgres.text(of: page.sql)
        #expect(text.hasPrefix("SELECT page_total"))
        #expect(text.hasSuffix("ORDER BY amount DESC NULLS FIRST, id ASC NULLS LAST"))
        #expect(page.sql.values == [.integer(5), .integer(9), .integer(3), .integer(3), .integer(5), .integer(9)])
    }

    @Test func `rows are the values of an insert`() {
        let sql: SQL = "INSERT INTO cards \(values: CardRow(id: 7, title: "x"))"
        #expect(Dialect.sqlite.text(of: sql) == "INSERT INTO cards (id, title) VALUES ($1, $2)")
        #expect(sql.values == [.integer(7), .text("x")])
    }
}
