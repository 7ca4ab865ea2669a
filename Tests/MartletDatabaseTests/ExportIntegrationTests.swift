import MartletContext
import MartletDatabase
import MartletPayload
import MartletTesting
import Testing

/// Rows as CSV, the same on both engines.
@Suite(.timeLimit(.minutes(10)))
struct ExportIntegrationTests {
    struct Enough: Error, Equatable {}

    private func text(_ query: SQL, of database: Database) async throws -> String {
        var bytes: [UInt8] = []
        try await database.export(query) { bytes += $0 }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(arguments: TestEngine.allCases)
    func `every kind of value has one spelling, and what would end it stands in quotation marks`(
        engine: TestEngine
    ) async throws {
        try await engine.withDatabase { database in
            try await database.run(
                """
                CREATE TABLE samples (
                    number \(type: .integer), ratio \(type: .real), truth \(type: .boolean), words \(type: .text),
                    bytes \(type: .bytes), moment \(type: .instant), name \(type: .id)
                )
                """
            )
            let moment = Instant(microseconds: 1_795_000_000_000_500)
            let id = ID<Card>(bits: 0x0123_4567_89AB_CDEF_0123_4567_89AB_CDEF)
            let texts: [String?] = ["", "a,b", "say \"hi\"", "two\nlines\r", "Ж🙂", nil, #"\."#, " blank ", #"\N"#]
            let reals = [0, -0.5, 1, 100, 1e15, 123_456_789_012_345, 1e-5, 0.0001, 1.5e300, .pi]
            for (number, text) in texts.enumerated() {
                try await database.run(
                    """
                    INSERT INTO samples VALUES (\(number), \(reals[number]), \(number % 2 == 0), \(text),
                        \(Array(repeating: UInt8(number), count: number % 3)), \(moment), \(id))
                    """
                )
            }
            try await database.run(
                """
                INSERT INTO samples VALUES (\(Int?.none), \(reals[9]), \(Bool?.none), 'x', \([UInt8]?.none),
                    \(Instant?.none), \(ID<Card>?.none))
                """
            )
            let rest = "\(moment),01234567-89ab-cdef-0123-456789abcdef\n"
            let csv = try await text("SELECT * FROM samples ORDER BY ratio, number", of: database)
            #expect(csv == Self.expected(rest))
        }
    }

    /// What is written, in the order of the ratios.
    private static func expected(_ rest: String) -> String {
        [
            "number,ratio,truth,words,bytes,moment,name\n",
            "1,-0.5,0,\"a,b\",\\x01,\(rest)",
            "0,0,1,\"\",\\x,\(rest)",
            "6,1e-05,1,\\.,\\x,\(rest)",
            "7,0.0001,0, blank ,\\x07,\(rest)",
            "2,1,1,\"say \"\"hi\"\"\",\\x0202,\(rest)",
            ",3.141592653589793,,x,,,\n",
            "3,100,0,\"two\nlines\r\",\\x,\(rest)",
            "5,123456789012345,0,,\\x0505,\(rest)",
            "4,1e+15,1,Ж🙂,\\x04,\(rest)",
            "8,1.5e+300,1,\\N,\\x0808,\(rest)",
        ]
        .joined()
    }

    @Test(arguments: TestEngine.allCases)
    func `a query with bound values is written too, and one without rows has its names`(
        engine: TestEngine
    ) async throws {
        try await engine.withCards { database in
            try await database.write { tx in
                try tx.createBatch((1...200).map { CardRow(id: $0) }, in: "cards")
            }
            let ids: [Int64] = [7, 8, 9]
            let csv = try await text(
                """
                SELECT id, title, CAST(\("a, b") AS TEXT) AS note FROM cards
                WHERE id \(in: ids) AND title <> \("Card 8") AND title <> \("it's $1") ORDER BY id
                """,
                of: database
            )
            #expect(csv == "id,title,note\n7,Card 7,\"a, b\"\n9,Card 9,\"a, b\"\n")
            let none = try await text("SELECT id AS \"a,b\", title FROM cards WHERE id = \(0)", of: database)
            #expect(none == "\"a,b\",title\n")
            let missing = try await text("SELECT id FROM cards WHERE title = \(String?.none)", of: database)
            #expect(missing == "id\n")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `many rows come in pieces, from one snapshot, as fast as they are taken`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            try await database.write { tx in
                try tx.createBatch((1...20_000).lazy.map { CardRow(id: $0) }, in: "cards")
            }
            var (lines, pieces, largest) = (0, 0, 0)
            try await database.export("SELECT id, title FROM cards ORDER BY id") { bytes in
                if pieces == 0 { try await database.run(Card.insert(99_999)) }
                lines += bytes.count { $0 == UInt8(ascii: "\n") }
                pieces += 1
                largest = max(largest, bytes.count)
            }
            #expect(lines == 20_001)
            #expect(pieces > 3)
            #expect(largest < 70_000)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an export that nobody takes to its end frees its connection, and an error comes out`(
        engine: TestEngine
    ) async throws {
        let endless: SQL = """
            WITH RECURSIVE numbers(n) AS (SELECT CAST(\(1) AS BIGINT) UNION ALL SELECT n + 1 FROM numbers) SELECT n FROM numbers
            """
        try await engine.withCards { database in
            for _ in 0..<12 {
                await #expect(throws: Enough()) {
                    try await database.export(endless) { _ in throw Enough() }
                }
            }
            let error = await expect(.statement) { try await database.export("SELECT nothing FROM cards") { _ in } }
            #expect(error?.statement?.file.description == "MartletDatabaseTests/ExportIntegrationTests.swift")
            await #expect(throws: DatabaseError.self) {
                try await database.export("DELETE FROM cards RETURNING id") { _ in }
            }
            try await database.run(Card.insert(1))
            let count = try await database.run(Card.count)
            #expect(count == 1)
        }
    }
}
