import MartletContext
import MartletDatabase
import MartletTesting
import Synchronization
import Testing

/// Rows come a chunk at a time, as fast as they are taken.
@Suite struct StreamIntegrationTests {
    struct Enough: Error, Equatable {}

    private static let all: Statement<[Int64]> = "SELECT id FROM cards ORDER BY id"

    /// Rows that nobody could hold in memory.
    private static let endless: Statement<[Int64]> = """
        WITH RECURSIVE numbers(n) AS (SELECT CAST(\(1) AS BIGINT) UNION ALL SELECT n + 1 FROM numbers) SELECT n FROM numbers
        """

    private func fill(_ database: Database, _ count: Int64) async throws {
        try await database.write { tx in
            try tx.createBatch((1...count).map { CardRow(id: $0) }, in: "cards")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S4-32 every row comes once and in order, however many there are`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            try await fill(database, 2345)
            for size in [2, 500, 1000, 5000] {
                var (ids, chunks) = ([Int64](), [Int]())
                try await database.stream(Self.all, chunk: size) { chunk in
                    ids += chunk
                    chunks.append(chunk.count)
                }
                #expect(ids == Array(1...2345))
                #expect(chunks.dropLast().allSatisfy { $0 == size })
            }
            try await database.stream("SELECT id FROM cards WHERE id < \(0)" as Statement<[Int64]>) { _ in
                Issue.record("There is no chunk without rows.")
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a stream without an end goes on for as long as rows are taken, and frees its connection then`(
        engine: TestEngine
    ) async throws {
        try await engine.withCards { database in
            // More often than there are connections or threads: none is left behind.
            for _ in 0..<12 {
                var last: Int64 = 0
                await #expect(throws: Enough()) {
                    try await database.stream(Self.endless, chunk: 100) { chunk in
                        last = chunk.last ?? 0
                        if last >= 1000 { throw Enough() }
                    }
                }
                #expect(last == 1000)
            }
            try await database.run(Card.insert(1))
            #expect(try await database.run(Card.count) == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a cancelled task ends its stream`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            let (starts, start) = AsyncStream<Void>.makeStream()
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    await #expect(throws: CancellationError.self) {
                        try await database.stream(Self.endless) { _ in start.yield() }
                    }
                }
                await starts.first { true }
                group.cancelAll()
            }
            var rows = 0
            try await database.stream("SELECT 1" as Statement<[Int]>) { rows += $0.count }
            #expect(rows == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a stream reads one snapshot, and others read and write meanwhile`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            try await fill(database, 1500)
            var ids: [Int64] = []
            try await database.stream(Self.all, chunk: 400) { chunk in
                if ids.isEmpty { try await database.run(Card.insert(9999)) }
                let count = try await database.run(Card.count)
                #expect(count == 1501)
                ids += chunk
            }
            #expect(ids == Array(1...1500))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an error of the statement, a row or the context comes out of the stream`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            try await fill(database, 1)
            let error = await expect(.statement) {
                try await database.stream("SELECT a FROM none" as Statement<[Int]>) { _ in }
            }
            #expect(error?.statement?.file.description == "MartletDatabaseTests/StreamIntegrationTests.swift")
            await expect(.decoding) {
                try await database.stream("SELECT title FROM cards" as Statement<[Int]>) { _ in }
            }
            let logs = Logs(deadline: .seconds(1))
            _ = await logs.context.run {
                await expect(.deadlineExceeded) {
                    try await database.stream(Self.endless) { _ in logs.clock.advance(by: .seconds(2)) }
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a stream that would change something is refused`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            try await fill(database, 1)
            await #expect(throws: DatabaseError.self) {
                try await database.stream("DELETE FROM cards RETURNING id" as Statement<[Int]>) { _ in }
            }
            #expect(try await database.run(Card.count) == 1)
        }
    }
}
