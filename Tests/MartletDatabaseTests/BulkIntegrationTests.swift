import Logging
import MartletContext
import MartletDatabase
import MartletPayload
import MartletTesting
import Synchronization
import Testing

/// So many rows that they go the engine's own way.
@Suite(.timeLimit(.minutes(10)))
struct BulkIntegrationTests {
    /// A row that counts how many of its kind are in memory.
    private struct Counted: RowWritable {
        final class Token: Sendable {
            let alive: Peak

            init(_ alive: Peak) {
                self.alive = alive
                alive.enter()
            }

            deinit { alive.leave() }
        }

        var id: Int64
        var token: Token

        func write(to row: inout some RowWriter) {
            row.write("id", id)
            row.write("title", "Card \(id)")
        }
    }

    private final class Peak: Sendable {
        private let state = Mutex((now: 0, most: 0))

        var most: Int { state.withLock(\.most) }

        func enter() {
            state.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
        }

        func leave() {
            state.withLock { $0.now -= 1 }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S4-101 rows are stored while they are visited, and never all of them are in memory`(
        engine: TestEngine
    ) async throws {
        try await engine.withCards { database in
            let peak = Peak()
            let statements = try await database.statements {
                let created = try await database.write { tx in
                    let rows = (1...20_000).lazy.map { Counted(id: $0, token: Counted.Token(peak)) }
                    return try tx.createBatch(rows, in: "cards")
                }
                #expect(created.count == 20_000)
            }
            #expect(statements == 1)
            #expect(peak.most < 200)
            #expect(try await database.run(Card.count) == 20_000)
            let title: Statement<String> = "SELECT title FROM cards WHERE id = 19999"
            #expect(try await database.run(title) == "Card 19999")
        }
    }

    private struct Priced: RowWritable {
        var id: Int64
        var title: String
        var amount: Int64 = 0

        func write(to row: inout some RowWriter) {
            row.write("id", id)
            row.write("title", title)
            row.write("amount", amount)
        }
    }

    /// One value of each kind.
    fileprivate struct Sample: RowWritable, Equatable, Record {
        var id: ID<Sample>
        var number: Int64
        var real: Double
        var truth: Bool?
        var text: String?
        var bytes: [UInt8]?
        var moment: Instant
        var price: Money
        var document: [String]

        static func number(_ number: Int) throws -> Sample {
            let texts = [
                "", "plain", "a\tb", "a\nb\r\n", #"\N"#, #"\."#, #"back\slash"#, "\"quoted\", 'once'", "Ж🙂\u{1}\u{7f}",
            ]
            let numbers: [Int64] = [0, -1, .max, .min, 1_000_000]
            let reals = [0, -0.5, 1, 1e300, .leastNonzeroMagnitude, .pi, 9_007_199_254_740_992]
            return Sample(
                id: ID(bits: UInt128(number) << 100 | UInt128(number)),
                number: numbers[number % numbers.count],
                real: reals[number % reals.count],
                truth: [true, false, nil][number % 3],
                text: number % 10 == 9 ? nil : texts[number % texts.count],
                bytes: number % 4 == 3 ? nil : Array(repeating: UInt8(truncatingIfNeeded: number), count: number % 4),
                moment: Instant(microseconds: 1_795_000_000_000_000 + Int64(number) * 999_999),
                price: Money(minor: Int64(number), currency: try #require(Currency("EUR"))),
                document: [texts[number % texts.count]]
            )
        }

        func write(to row: inout some RowWriter) {
            row.write("id", id)
            row.write("number", number)
            row.write("real_number", real)
            row.write("truth", truth)
            row.write("text", text)
            row.write("bytes", bytes)
            row.write("moment", moment)
            row.write("price", currency: "currency", price)
            row.write(json: "document", document)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `every kind of value is stored as it is by a statement for one row`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            try await database.run(
                """
                CREATE TABLE samples (
                    id \(type: .id) PRIMARY KEY, number \(type: .integer), real_number \(type: .real),
                    truth \(type: .boolean), text \(type: .text), bytes \(type: .bytes), moment \(type: .instant),
                    price \(type: .integer), currency \(type: .text), document \(type: .json)
                )
                """
            )
            let samples = try (0..<500).map { try Sample.number($0) }
            let stored: Statement<[Sample]> = "SELECT \(columns: Sample.self) FROM samples ORDER BY id"
            try await database.write { try $0.createBatch(samples, in: "samples") }
            #expect(try await database.run(stored) == samples)
            try await database.write { tx in
                try tx.run("DELETE FROM samples" as Statement<Changes>)
                for sample in samples { try tx.createBatch([sample], in: "samples") }
            }
            #expect(try await database.run(stored) == samples)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a row among many that breaks a constraint is named by it alone, and leaves nothing`(
        engine: TestEngine
    ) async throws {
        try await engine.withCards { database in
            let logs = Logs()
            for (bad, code) in [
                (Priced(id: 5001, title: "secret"), DatabaseError.Code.uniqueViolation),
                (Priced(id: 5002, title: "other secret", amount: -4711), .checkViolation),
            ] {
                let error = await logs.context.run {
                    await expect(code) {
                        try await database.write { tx in
                            try tx.run(Card.insert(5000, title: "secret"))
                            try tx.createBatch((1...300).map { Priced(id: $0, title: "\($0)") } + [bad], in: "cards")
                        }
                    }
                }
                #expect(error?.description.contains("secret") == false)
                #expect(error?.description.contains("4711") == false)
                #expect(error?.statement?.file.description == "MartletDatabaseTests/BulkIntegrationTests.swift")
                #expect(error?.constraint != nil || error?.column != nil)
            }
            #expect(!logs.text.contains("secret"))
            let count = try await database.run(Card.count)
            #expect(count == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a late row that cannot be stored fails the transaction, whatever is made of its error`(
        engine: TestEngine
    ) async throws {
        struct Odd: RowWritable {
            var id: Int64
            var text = "x"
            var isShort = false

            func write(to row: inout some RowWriter) {
                row.write("id", id)
                if !isShort { row.write("title", "\(text)\(id)") }
            }
        }
        try await engine.withCards { database in
            for odd in [Odd(id: 400, isShort: true), Odd(id: 400, text: "secret\0")] {
                let error = await expect(.statement) {
                    try await database.write { tx in
                        _ = try? tx.createBatch((1...300).map { Odd(id: $0) } + [odd], in: "cards")
                    }
                }
                #expect(error?.description.contains("secret") == false)
            }
            let count = try await database.run(Card.count)
            #expect(count == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a batch that fails within a savepoint is undone, and the transaction goes on`(engine: TestEngine) async throws
    {
        try await engine.withCards { database in
            try await database.write { tx in
                #expect(throws: DatabaseError.self) {
                    try tx.savepoint {
                        try tx.createBatch((1...300).map { CardRow(id: $0 % 299) }, in: "cards")
                    }
                }
                try tx.createBatch((1...300).map { CardRow(id: $0) }, in: "cards")
            }
            #expect(try await database.run(Card.count) == 300)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a batch without an end stops when its task is cancelled or its deadline passes`(
        engine: TestEngine
    ) async throws {
        try await engine.withCards { database in
            let (starts, start) = AsyncStream<Void>.makeStream()
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    await #expect(throws: CancellationError.self) {
                        try await Self.insertForever(into: database) { if $0 == 30_000 { start.yield() } }
                    }
                }
                await starts.first { true }
                group.cancelAll()
            }
            let logs = Logs(deadline: .seconds(1))
            _ = await logs.context.run {
                await expect(.deadlineExceeded) {
                    try await Self.insertForever(into: database) { if $0 == 30_000 { logs.advance(by: .seconds(2)) } }
                }
            }
            let count = try await database.run(Card.count)
            #expect(count == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a statement that the sequence of rows starts meanwhile is refused`(
        engine: TestEngine
    ) async throws {
        try await engine.withCards { database in
            await expect(.statement) {
                try await database.write { tx in
                    let rows = (1...300).lazy.map { (id: Int64) -> CardRow in
                        if id == 250 { _ = try? tx.run(Card.count) }
                        return CardRow(id: id)
                    }
                    try tx.createBatch(rows, in: "cards")
                }
            }
            let count = try await database.run(Card.count)
            #expect(count == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a table that does not exist takes no rows`(engine: TestEngine) async throws {
        _ = try await engine.withCards { database in
            await expect(.statement) {
                _ = try await database.write { try $0.createBatch((1...300).map { CardRow(id: $0) }, in: "nowhere") }
            }
        }
    }

    private static func insertForever(
        into database: Database,
        _ visit: @escaping @Sendable (Int64) -> Void
    ) async throws {
        try await database.write { tx in
            let rows = (Int64(1)...).lazy.map { (id: Int64) -> CardRow in
                visit(id)
                return CardRow(id: id)
            }
            try tx.createBatch(rows, in: "cards")
        }
    }
}

extension BulkIntegrationTests.Sample {
    init(reading columns: inout some ColumnReader) throws {
        id = try columns.read("id")
        number = try columns.read("number")
        real = try columns.read("real_number")
        truth = try columns.read("truth")
        text = try columns.read("text")
        bytes = try columns.read("bytes")
        moment = try columns.read("moment")
        price = try columns.read("price", currency: "currency")
        document = try columns.read(json: "document")
    }
}
