import Testing

@testable import MartletDatabase

/// Rows on their way to the engine, one value after the other.
@Suite struct SinkWriterUnitTests {
    private final class ListSink: RowSink {
        var rows: [[DatabaseValue]] = [[]]

        func add(_ value: DatabaseValue) {
            rows[rows.count - 1].append(value)
        }

        func endRow() {
            rows.append([])
        }
    }

    @Test func `values reach the sink as they are visited`() throws {
        let sink = ListSink()
        var writer = SinkWriter(["id", "title"], sink)
        for id in [1, 2] as [Int64] {
            CardRow(id: id).write(to: &writer)
            try writer.endRow()
        }
        #expect(sink.rows == [[.integer(1), .text("Card 1")], [.integer(2), .text("Card 2")], []])
    }

    @Test func `a row of other columns is refused at its end`() {
        for columns in [["title", "id"], ["id"], ["id", "title", "amount"]] as [[StaticString]] {
            var writer = SinkWriter(columns, ListSink())
            CardRow(id: 1).write(to: &writer)
            #expect(throws: DatabaseError.self) { try writer.endRow() }
        }
    }

    @Test func `a document with a number that JSON does not have is refused`() {
        var writer = SinkWriter(["document"], ListSink())
        writer.write(json: "document", Double.nan)
        #expect(throws: DatabaseError.self) { try writer.endRow() }
    }

    @Test func `rows are named in one text for as many of them, and in that of COPY`() {
        let site = StatementSite(file: "Shop/Cards.swift", function: "add()")
        let insertion = Insertion(table: "cards", columns: ["id", "title"], site: site)
        #expect(
            Dialect.sqlite.text(of: insertion.statement(rows: 2))
                == "INSERT INTO cards (id, title) VALUES ($1, $2), ($3, $4)"
        )
        #expect(Dialect.postgres.text(of: insertion.copy) == "/* Shop/Cards.add() */ COPY cards (id, title) FROM STDIN")
    }

    @Test func `placeholders are spelled as their reader wants them`() {
        let sql: SQL = "SELECT \(1) WHERE \(true) AND id \(in: [2, 3])"
        #expect(Dialect.postgres.text(of: sql) { "<\($0)>" } == "SELECT <1> WHERE <2> AND id IN (<3>, <4>)")
    }
}
