import MartletContext
@testable import MartletDatabase
import MartletPayload
import MartletTesting
import Testing

/// Pages of a list behind a cursor.
@Suite struct CursorIntegrationTests {
    struct Item: Record, RowWritable, Hashable {
        var id: ID<Item>
        var owner: Int64
        var amount: Int64?
        var label: String?
        var at: Instant?
        var isShown: Bool
        var share: Double?

        init(id: ID<Item>, owner: Int64, amount: Int64?, label: String?, at: Instant?, isShown: Bool, share: Double?) {
            (self.id, self.owner, self.amount, self.label) = (id, owner, amount, label)
            (self.at, self.isShown, self.share) = (at, isShown, share)
        }

        init(reading columns: inout some ColumnReader) throws {
            id = try columns.read("id")
            owner = try columns.read("owner")
            amount = try columns.read("amount")
            label = try columns.read("label")
            at = try columns.read("at")
            isShown = try columns.read("is_shown")
            share = try columns.read("share")
        }

        func write(to row: inout some RowWriter) {
            row.write("id", id)
            row.write("owner", owner)
            row.write("amount", amount)
            row.write("label", label)
            row.write("at", at)
            row.write("is_shown", isShown)
            row.write("share", share)
        }
    }

    /// The ways to sort, each with the same comparison in memory: no value is the greatest one.
    enum Sorting: CaseIterable {
        case none, amount, amountDescending, mixed, mixedDescending, threefold, threefoldDescending, flag

        func page(_ bounds: CursorBounds, of query: SQL) -> Statement<CursorPage<Item>> {
            func page(_ order: SortOrder...) -> Statement<CursorPage<Item>> {
                switch order.count {
                case 0: Statement(page: bounds, of: query, tieBreaker: "id")
                case 1: Statement(page: bounds, of: query, by: order[0], tieBreaker: "id")
                case 2: Statement(page: bounds, of: query, by: order[0], order[1], tieBreaker: "id")
                default: Statement(page: bounds, of: query, by: order[0], order[1], order[2], tieBreaker: "id")
                }
            }
            return switch self {
            case .none: page()
            case .amount: page(.ascending("amount"))
            case .amountDescending: page(.descending("amount"))
            case .mixed: page(.ascending("label"), .descending("at"))
            case .mixedDescending: page(.descending("at"), .ascending("share"))
            case .threefold: page(.ascending("amount"), .ascending("label"), .ascending("at"))
            case .threefoldDescending: page(.descending("amount"), .descending("label"), .descending("share"))
            case .flag: page(.descending("is_shown"), .ascending("label"), .descending("amount"))
            }
        }

        func precedes(_ left: Item, _ right: Item) -> Bool {
            switch self {
            case .none: left.id < right.id
            case .amount: Self.sorted(up(left.amount, right.amount), up(left.id, right.id))
            case .amountDescending: Self.sorted(down(left.amount, right.amount), down(left.id, right.id))
            case .mixed: Self.sorted(up(left.label, right.label), down(left.at, right.at), down(left.id, right.id))
            case .mixedDescending:
                Self.sorted(down(left.at, right.at), up(left.share, right.share), up(left.id, right.id))
            case .threefold:
                Self.sorted(
                    up(left.amount, right.amount),
                    up(left.label, right.label),
                    up(left.at, right.at),
                    up(left.id, right.id)
                )
            case .threefoldDescending:
                Self.sorted(
                    down(left.amount, right.amount),
                    down(left.label, right.label),
                    down(left.share, right.share),
                    down(left.id, right.id)
                )
            case .flag:
                Self.sorted(
                    down(left.isShown ? 1 : 0, right.isShown ? 1 : 0),
                    up(left.label, right.label),
                    down(left.amount, right.amount),
                    down(left.id, right.id)
                )
            }
        }

        /// Tells whether the first comparison that is not zero is below it.
        private static func sorted(_ comparisons: Int...) -> Bool {
            (comparisons.first { $0 != 0 } ?? 0) < 0
        }

        private func up<Value: Comparable>(_ left: Value?, _ right: Value?) -> Int {
            switch (left, right) {
            case (nil, nil): 0
            case (nil, _): 1
            case (_, nil): -1
            case (let left?, let right?): left == right ? 0 : left < right ? -1 : 1
            }
        }

        private func down<Value: Comparable>(_ left: Value?, _ right: Value?) -> Int {
            up(right, left)
        }
    }

    private static let all: SQL = "SELECT \(columns: Item.self) FROM items WHERE owner = \(1 as Int64)"

    /// Few different values, and often none, so that every column of an order decides now and then.
    private static func item(_ random: SeededRandom, owner: Int64 = 1) -> Item {
        func maybe<Value>(_ value: Value) -> Value? { random.next() % 4 == 0 ? nil : value }
        return Item(
            id: ID(bits: UInt128(random.next()) << 64 | UInt128(random.next())),
            owner: owner,
            amount: maybe(Int64(random.next() % 3) - 1),
            label: maybe(["", "a", "b\"", "z"][Int(random.next() % 4)]),
            at: maybe(Instant(microseconds: Int64(random.next() % 3) * 1_000_001)),
            isShown: random.next() % 2 == 0,
            share: maybe([0.1, -1.5, 1e300][Int(random.next() % 3)])
        )
    }

    private func withItems(_ engine: TestEngine, _ items: [Item], _ body: (Database) async throws -> Void) async throws
    {
        try await engine.withDatabase { database in
            try await database.run(
                """
                CREATE TABLE items (
                    id \(type: .id) PRIMARY KEY, owner \(type: .integer) NOT NULL, amount \(type: .integer),
                    label \(type: .text), at \(type: .instant), is_shown \(type: .boolean) NOT NULL,
                    share \(type: .real)
                )
                """
            )
            try await database.write { tx in try tx.createBatch(items, in: "items") }
            try await body(database)
        }
    }

    /// Walks over all pages, with the cursors as a client brings them, and returns each page's rows.
    private func walk(
        _ database: Database,
        by sorting: Sorting,
        limit: Int,
        between pages: (Int) async throws -> Void = { _ in }
    ) async throws -> [[Item]] {
        var bounds = CursorBounds(limit: limit)
        var walked: [[Item]] = []
        repeat {
            let page = try await database.run(sorting.page(bounds, of: Self.all))
            walked.append(page.items)
            #expect(page.nextCursor == nil || page.items.count == limit)
            bounds.after = try page.nextCursor.map { try #require(Cursor(text: $0.text)) }
            try await pages(walked.count)
        } while bounds.after != nil && walked.count < 500
        return walked
    }

    @Test(arguments: TestEngine.allCases, Sorting.allCases)
    func `C-11 S4-147 the pages behind cursors are the sorted list, with ties and rows without a value`(
        engine: TestEngine,
        sorting: Sorting
    ) async throws {
        let random = SeededRandom(seed: 11)
        let items = (1...150).map { _ in Self.item(random) }
        try await withItems(engine, items + (1...20).map { _ in Self.item(random, owner: 2) }) { database in
            for limit in [1, 7, 100] {
                let pages = try await walk(database, by: sorting, limit: limit)
                #expect(pages.flatMap(\.self) == items.sorted(by: sorting.precedes))
                #expect(pages.allSatisfy { !$0.isEmpty && $0.count <= limit })
            }
        }
    }

    @Test(arguments: TestEngine.allCases, Sorting.allCases)
    func `C-11 rows that come and go between two pages repeat no other row and hide none`(
        engine: TestEngine,
        sorting: Sorting
    ) async throws {
        let random = SeededRandom(seed: 12)
        let items = (1...60).map { _ in Self.item(random) }
        let leaving = Set(items.indices.filter { $0 % 3 == 0 }.map { items[$0].id })
        try await withItems(engine, items) { database in
            var gone = items.filter { leaving.contains($0.id) }
            let walked = try await walk(database, by: sorting, limit: 4) { page in
                try await database.run("INSERT INTO items \(values: Self.item(random))")
                guard let item = gone.popLast() else { return }
                try await database.run("DELETE FROM items WHERE id = \(item.id)")
            }.flatMap(\.self)
            #expect(Set(walked.map(\.id)).count == walked.count)
            #expect(walked == walked.sorted(by: sorting.precedes))
            let staying = items.filter { !leaving.contains($0.id) }
            #expect(Set(walked).isSuperset(of: staying))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a list without rows is a page without a next one`(engine: TestEngine) async throws {
        try await withItems(engine, []) { database in
            let page = try await database.run(Sorting.mixed.page(CursorBounds(), of: Self.all))
            #expect(page == CursorPage(items: [], nextCursor: nil))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S1-31 a page behind a cursor is one statement`(engine: TestEngine) async throws {
        let random = SeededRandom(seed: 13)
        try await withItems(engine, (1...30).map { _ in Self.item(random) }) { database in
            let first = try await database.run(Sorting.flag.page(CursorBounds(), of: Self.all))
            let count = try await database.statements {
                _ = try await database.run(
                    Sorting.flag.page(CursorBounds(after: first.nextCursor), of: Self.all)
                )
            }
            #expect(count == 1)
        }
    }

    @Test(arguments: TestEngine.allCases, Sorting.allCases)
    func `S4-147 a page behind a cursor is read by the index of its order, not sorted`(
        engine: TestEngine,
        sorting: Sorting
    ) async throws {
        guard [.amount, .amountDescending].contains(sorting) else { return }
        let random = SeededRandom(seed: 14)
        let items = (1...1500).map { number in
            var item = Self.item(random, owner: Int64(number % 3))
            item.amount = item.amount.map { _ in Int64(number) }
            return item
        }
        try await withItems(engine, items) { database in
            try await database.run("CREATE INDEX items_order ON items (owner, amount, id)")
            try await database.run("ANALYZE")
            var bounds = CursorBounds()
            for page in 1...100 {
                let statement = sorting.page(bounds, of: Self.all)
                let plan = try await engine.plan(of: statement, in: database)
                // What is merged out of several ranges may be sorted: it is no more than a few pages.
                #expect(plan.contains("items_order"), "page \(page): \(plan)")
                #expect(!plan.contains("Seq Scan") && !plan.contains("SCAN items"), "page \(page): \(plan)")
                bounds.after = try await database.run(statement).nextCursor
                guard bounds.after != nil else { return }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a cursor of another order or of other types is refused with a sentence and never sent`(
        engine: TestEngine
    ) async throws {
        let random = SeededRandom(seed: 15)
        try await withItems(engine, (1...30).map { _ in Self.item(random) }) { database in
            let page = try await database.run(Sorting.amount.page(CursorBounds(), of: Self.all))
            let cursor = try #require(page.nextCursor)
            for other in Sorting.allCases where other != .amount {
                let error = await expect(.cursorRefused) {
                    _ = try await database.run(other.page(CursorBounds(after: cursor), of: Self.all))
                }
                #expect(error?.message == "The cursor is not one of this list in this order.")
            }
            let id: CursorValue = .text("00000000-0000-0000-0000-000000000001")
            let keys: [[CursorValue]] = [
                [.text("many"), id], [.real(1.5), id], [.integer(1), .text("none")], [.integer(1), .null],
                [.integer(1), .integer(1)], [.integer(1)], [.integer(1), id, .null], [.bytes([1]), id],
            ]
            for key in keys {
                await expect(.cursorRefused) {
                    let bounds = CursorBounds(after: Cursor(order: cursor.order, key: key))
                    _ = try await database.run(Sorting.amount.page(bounds, of: Self.all))
                }
            }
            let bounds = CursorBounds(after: Cursor(order: cursor.order, key: [.integer(.min), id]))
            #expect(try await database.run(Sorting.amount.page(bounds, of: Self.all)) == page)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a page that no cursor can follow is an error of the program`(engine: TestEngine) async throws {
        let random = SeededRandom(seed: 16)
        var items = (1...2).map { _ in Self.item(random) }
        items[0].label = String(repeating: "a", count: 3000)
        items[1].label = "b"
        try await withItems(engine, items) { database in
            func page(_ order: SortOrder, limit: Int) -> Statement<CursorPage<Item>> {
                Statement(page: CursorBounds(limit: limit), of: Self.all, by: order, tieBreaker: "id")
            }
            await expect(.statement) { _ = try await database.run(page(.ascending("label"), limit: 1)) }
            let both = try await database.run(page(.ascending("label"), limit: 2))
            #expect(both.items == items)
            let error = await expect(.statement) { _ = try await database.run(page(.ascending("colour"), limit: 1)) }
            #expect(error?.message == "Item does not read the column 'colour' that its pages are sorted by.")
            for limit in [0, 101, .min, .max] {
                await expect(.statement) { _ = try await database.run(page(.ascending("label"), limit: limit)) }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the tie-breaker may be what the list is sorted by`(engine: TestEngine) async throws {
        let random = SeededRandom(seed: 17)
        let items = (1...10).map { _ in Self.item(random) }
        try await withItems(engine, items) { database in
            var bounds = CursorBounds(limit: 3)
            var walked: [Item] = []
            repeat {
                let page: CursorPage<Item> = try await database.run(
                    Statement(page: bounds, of: Self.all, by: .descending("id"), .ascending("label"), tieBreaker: "id")
                )
                walked += page.items
                bounds.after = page.nextCursor
            } while bounds.after != nil
            #expect(walked == items.sorted { $0.id > $1.id })
        }
    }
}

/// A line of SQLite's plan.
private struct PlanLine: Record {
    let detail: String

    init(reading columns: inout some ColumnReader) throws {
        detail = try columns.read("detail")
    }
}

extension TestEngine {
    /// How the engine would run a statement, in its own words.
    fileprivate func plan(of statement: Statement<some StatementAnswer>, in database: Database) async throws -> String {
        try await database.read { tx in
            // A connection that only explains does not notice that another one has made an index.
            _ = try tx.run(statement)
            switch self {
            case .sqlite:
                let lines: [PlanLine] = try tx.run("EXPLAIN QUERY PLAN \(statement.sql)")
                return lines.map(\.detail).joined(separator: "\n")
            case .postgres:
                let lines: [String] = try tx.run("EXPLAIN \(statement.sql)")
                return lines.joined(separator: "\n")
            }
        }
    }
}
