import MartletPayload
import Testing

@testable import MartletDatabase

/// What becomes of a statement's pieces in each dialect.
@Suite struct DialectUnitTests {
    private func named(_ sql: SQL, function: StaticString = "f()") -> SQL {
        var sql = sql
        sql.site = StatementSite(file: "Shop/CardService.swift", function: function)
        return sql
    }

    @Test func `a place is named by its file and its function`() {
        let site = StatementSite(file: "Shop/CardService.swift", function: "getOne(_:by:)")
        #expect(site.description == "Shop/CardService.getOne(_:by:)")
    }

    @Test func `the text begins with the name on PostgreSQL only`() {
        let sql = named("SELECT \(1)")
        #expect(Dialect.postgres.text(of: sql) == "/* Shop/CardService.f() */ SELECT $1")
        #expect(Dialect.sqlite.text(of: sql) == "SELECT $1")
        #expect(Dialect.postgres.text(of: "SELECT 1") == "SELECT 1")
    }

    @Test func `a name cannot end the comment that it stands in`() {
        let sql = named("SELECT 1", function: "*/(_:_:) /*")
        #expect(Dialect.postgres.text(of: sql) == "/* Shop/CardService._/(_:_:) /_ */ SELECT 1")
    }

    @Test func `statements of two places have two shapes`() {
        let sql: SQL = "SELECT 1"
        #expect(SQL.Shape(sql) == SQL.Shape(sql))
        #expect(SQL.Shape(named(sql)) != SQL.Shape(sql))
        #expect(SQL.Shape(named(sql, function: "f()")) != SQL.Shape(named(sql, function: "g()")))
    }

    @Test(arguments: [
        ("50%_*?[\\]", #"%50\%\_*?[\\]%"#, "*50%_[*][?][[]\\]*"), ("", "%%", "**"),
        ("a\u{301}%", "%a\u{301}\\%%", "*a\u{301}%*"),
    ])
    func `every character of a search text stands for itself`(text: String, postgres: String, sqlite: String) {
        #expect(TextPattern.contains(text).text(in: .postgres) == postgres)
        #expect(TextPattern.contains(text).text(in: .sqlite) == sqlite)
        #expect(TextPattern.startsWith(text).text(in: .postgres) == String(postgres.dropFirst()))
        #expect(TextPattern.startsWith(text).text(in: .sqlite) == String(sqlite.dropFirst()))
    }

    @Test func `placeholders are counted through rows, tables and single values`() {
        let rows = [CardRow(id: 1), CardRow(id: 2)]
        let sql: SQL = """
            SELECT \(0) FROM \(rows: rows, as: "r") WHERE x IN (VALUES \(rows: 0..<2, of: RowBatch(rows))) AND y = \(9)
            """
        #expect(
            Dialect.postgres.text(of: sql) == """
                SELECT $1 FROM jsonb_to_recordset($2) AS r (id BIGINT, title TEXT) \
                WHERE x IN (VALUES ($3, $4), ($5, $6)) AND y = $7
                """
        )
        #expect(
            Dialect.sqlite.text(of: sql) == """
                SELECT $1 FROM (SELECT value ->> 'id' AS id, value ->> 'title' AS title FROM json_each($2)) AS r \
                WHERE x IN (VALUES ($3, $4), ($5, $6)) AND y = $7
                """
        )
        #expect(sql.values.count == 7)
    }

    @Test func `a piece of SQL brings its values and what is wrong with it`() {
        let filter: SQL = "AND settings = \(json: Double.nan)"
        let sql: SQL = "SELECT 1 WHERE a = \(1) \(filter) AND b = \(2)"
        #expect(Dialect.sqlite.text(of: sql) == "SELECT 1 WHERE a = $1 AND settings = $2 AND b = $3")
        #expect(sql.flaw != nil)
    }

    @Test func `an order says where rows without a value are`() {
        let sql: SQL = "SELECT 1 ORDER BY \(order: [.descending("a"), .ascending("b")])"
        #expect(Dialect.sqlite.text(of: sql) == "SELECT 1 ORDER BY a DESC NULLS FIRST, b ASC NULLS LAST")
    }
}
