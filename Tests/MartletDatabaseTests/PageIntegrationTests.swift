import MartletContext
import MartletDatabase
import MartletPayload
import MartletTesting
import Testing

/// Pages of a list in a total order.
@Suite struct PageIntegrationTests {
    /// One of the ways to sort that a client may ask for; a column's name is never the client's text.
    enum Sorting: CaseIterable {
        case amount, amountDescending, label

        var order: SortOrder {
            switch self {
            case .amount: .ascending("amount")
            case .amountDescending: .descending("amount")
            case .label: .ascending("label")
            }
        }

        /// The same order in memory; no label is the greatest one.
        func precedes(_ left: Item, _ right: Item) -> Bool {
            switch self {
            case .amount: (left.amount, left.id) < (right.amount, right.id)
            case .amountDescending: (right.amount, left.id) < (left.amount, right.id)
            case .label: (left.label ?? "~", left.id) < (right.label ?? "~", right.id)
            }
        }
    }

    struct Item: Record, RowWritable, Hashable {
        var id: Int64
        var amount: Int64
        var label: String?

        init(id: Int64, amount: Int64, label: String?) {
            self.id = id
            self.amount = amount
            self.label = label
        }

        init(reading columns: inout some ColumnReader) throws {
            id = try columns.read("id")
            amount = try columns.read("amount")
            label = try columns.read("label")
        }

        func write(to row: inout some RowWriter) {
            row.write("id", id)
            row.write("amount", amount)
            row.write("label", label)
        }
    }

    private func get(
        _ bounds: PageBounds,
        from least: Int64 = .min,
        by sorting: Sorting = .amount
    ) -> Statement<Page<Item>> {
        Statement(
            page: bounds,
            of: "SELECT \(columns: Item.self) FROM items WHERE amount >= \(least)",
            by: sorting.order,
            tieBreaker: "id"
        )
    }

    private func withItems(_ engine: TestEngine, _ items: [Item], _ body: (Database) async throws -> Void) async throws
    {
        try await engine.withDatabase { database in
            try await database.run(
                """
                CREATE TABLE items (
                    id \(type: .integer) PRIMARY KEY, amount \(type: .integer) NOT NULL, label \(type: .text)
                )
                """
            )
            try await database.write { tx in try tx.createBatch(items, in: "items") }
            try await body(database)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S4-33 S4-147 filtered, sorted pages are those of a model in memory`(engine: TestEngine) async throws {
        let random = SeededRandom(seed: 33)
        // Few different amounts and labels, so that the tie-breaker decides often.
        let items = (1...120 as ClosedRange<Int64>).map { id in
            let label = ["a", "b", "c", nil][Int(random.next() % 4)]
            return Item(id: id, amount: Int64(random.next() % 7), label: label)
        }
        try await withItems(engine, items.sorted { $0.amount < $1.amount }) { database in
            for _ in 1...60 {
                let sorting = Sorting.allCases[Int(random.next() % 3)]
                let least = Int64(random.next() % 9)
                let bounds = PageBounds(limit: Int(random.next() % 100) + 1, offset: Int(random.next() % 150))
                let expected = items.filter { $0.amount >= least }.sorted(by: sorting.precedes)
                let page = try await database.run(get(bounds, from: least, by: sorting))
                #expect(page.items == Array(expected.dropFirst(bounds.offset).prefix(bounds.limit)))
                #expect(page.total == expected.count)
                #expect((page.limit, page.offset) == (bounds.limit, bounds.offset))
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S1-48 F-40 C-11 the pages of a list hold every row once`(engine: TestEngine) async throws {
        let items = (1...250).map { Item(id: $0, amount: 1, label: nil) }
        try await withItems(engine, items.shuffled()) { database in
            var ids: [Int64] = []
            for offset in stride(from: 0, to: 250, by: 100) {
                ids += try await database.run(get(PageBounds(limit: 100, offset: offset))).items.map(\.id)
            }
            #expect(ids == Array(1...250))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S4-42 the total counts every match, also on a page behind the last one`(engine: TestEngine) async throws {
        try await withItems(engine, (1...15).map { Item(id: $0, amount: $0, label: nil) }) { database in
            let first = try await database.run(get(PageBounds(), from: 4))
            #expect((first.items.count, first.total, first.limit) == (10, 12, 10))
            let inside = try await database.read { try $0.run(get(PageBounds(limit: 5, offset: 50), from: 4)) }
            #expect(inside == Page(items: [], total: 12, limit: 5, offset: 50))
            #expect(
                try await database.run(get(PageBounds(), from: 99)) == Page(items: [], total: 0, limit: 10, offset: 0)
            )
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S1-31 S4-97 a page is one statement, whatever its length`(engine: TestEngine) async throws {
        try await withItems(engine, (1...90).map { Item(id: $0, amount: $0, label: nil) }) { database in
            for limit in [1, 10, 100] {
                let count = try await database.statements {
                    _ = try await database.run(get(PageBounds(limit: limit)))
                }
                #expect(count == 1)
            }
        }
    }

    @Test(arguments: [PageBounds(limit: 0), PageBounds(limit: 101), PageBounds(limit: 10, offset: -1)])
    func `S1-49 a page of no rows, of more than a hundred or before the first row is refused`(
        bounds: PageBounds
    ) async throws {
        try await withItems(.sqlite, []) { database in
            await expect(.statement) { _ = try await database.run(get(bounds)) }
            await expect(.statement) { _ = try await database.write { try $0.run(get(bounds)) } }
        }
    }
}
