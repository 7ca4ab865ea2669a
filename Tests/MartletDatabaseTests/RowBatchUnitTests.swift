import MartletPayload
import Testing

@testable import MartletDatabase

/// A row of the cards that tests write.
struct CardRow: RowWritable {
    var id: Int64
    var title: String?

    init(id: Int64, title: String? = nil) {
        self.id = id
        self.title = title
    }

    func write(to row: inout some RowWriter) {
        row.write("id", id)
        row.write("title", title ?? "Card \(id)")
    }
}

/// Rows on their way into statements.
@Suite struct RowBatchUnitTests {
    /// Writes whichever columns it is told to.
    struct Odd: RowWritable {
        var columns: [StaticString]

        func write(to row: inout some RowWriter) {
            for column in columns { row.write(column, 1) }
        }
    }

    struct Anything<Value: ColumnValue>: RowWritable {
        var value: Value

        func write(to row: inout some RowWriter) {
            row.write("value", value)
        }
    }

    @Test func `S4-100 a statement takes a thousand rows, or fewer where they are wide`() {
        let narrow = RowBatch((1...2500).map { CardRow(id: $0) })
        #expect(narrow.inserts(into: "cards", "").map(\.values.count) == [2000, 2000, 1000])
        #expect(RowBatch((1...1000).map { CardRow(id: $0) }).inserts(into: "cards", "").count == 1)
        let wide = RowBatch((0..<200).map { _ in Odd(columns: Array(repeating: "a", count: 320)) })
        #expect(wide.inserts(into: "wide", "").map(\.values.count) == [32_000, 32_000])
        #expect(RowBatch([CardRow]()).inserts(into: "cards", "").isEmpty)
    }

    @Test(arguments: [[["a"], ["a", "b"]], [["a", "b"], ["a"]], [["a"], ["b"]], [[]]] as [[[StaticString]]])
    func `rows of different columns are refused`(rows: [[StaticString]]) {
        #expect(RowBatch(rows.map { Odd(columns: $0) }).flaw != nil)
    }

    @Test func `two rows with the same keys are refused, and rows without the keys`() {
        var batch = RowBatch([CardRow(id: 1), CardRow(id: 2), CardRow(id: 1)])
        #expect(batch.flaw == nil)
        batch.refuseDuplicates(of: ["id"])
        #expect(batch.flaw?.contains("same keys") == true)
        var other = RowBatch([CardRow(id: 1)])
        other.refuseDuplicates(of: ["owner"])
        #expect(other.flaw?.contains("owner") == true)
    }

    @Test func `a table takes the types of its values, and refuses bytes and what is no number`() {
        let optional = RowBatch([Anything(value: Double?.none), Anything(value: 1.5)])
        #expect(optional.types.first == .real)
        #expect(RowBatch([Anything(value: Bool?.none)]).types.first == .boolean)
        #expect(("\(rows: [Anything(value: [1, 2] as [UInt8])], as: "x")" as SQL).flaw != nil)
        #expect(("\(rows: [Anything(value: Double.nan)], as: "x")" as SQL).flaw != nil)
        #expect(("\(rows: [CardRow](), as: "x")" as SQL).flaw != nil)
        #expect(("\(rows: [Anything(value: "fine")], as: "x")" as SQL).flaw == nil)
    }

    @Test func `a table's rows are JSON objects`() {
        let sql: SQL = "\(rows: [CardRow(id: .max, title: "a\"b")], as: "x")"
        #expect(sql.values == [.json(#"[{"id":9223372036854775807,"title":"a\"b"}]"#)])
    }

    @Test func `every column but the keys is replaced, and a key by itself where there is nothing else`() {
        let batch = RowBatch([CardRow(id: 1)])
        #expect(
            Dialect.sqlite.text(of: batch.assignments(from: "excluded", except: ["id"])) == "title = excluded.title"
        )
        #expect(
            Dialect.sqlite.text(of: batch.assignments(from: "x", except: ["id", "title"]))
                == "id = x.id, title = x.title"
        )
    }
}
