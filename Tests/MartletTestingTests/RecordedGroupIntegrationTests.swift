import MartletDatabase
import MartletSQLite
import MartletTesting
import Testing

/// What a recording tells when writes share a commit, and all of them run again because one was undone.
@Suite(.timeLimit(.minutes(10))) struct RecordedGroupIntegrationTests {
    private static let insert = "INSERT INTO cards (title) VALUES ($1) RETURNING id"
    private let full = DatabaseError(.full, "The disk is full.")

    @Test(arguments: [RecordingDatabase.FaultPoint.statement(3), .commit])
    func `a fault fails its call, although the group runs again`(point: RecordingDatabase.FaultPoint) async throws {
        try await withGroup([["Ship"], ["Sail", "Swim"]], failing: point, with: full) { errors, titles, recording in
            #expect(errors == (point == .commit ? [.full, nil] : [nil, .full]))
            #expect(titles == (point == .commit ? ["Sail", "Swim"] : ["Ship"]))
            #expect(recording.transcript.filter { $0 == "ROLLBACK" }.count == (point == .commit ? 2 : 3))
            #expect(recording.transcript.filter { $0 == "COMMIT" }.count == 1)
        }
    }

    @Test func `statements that run again count once on the way to a fault`() async throws {
        // The first call fails by itself, so that the group runs again; the fault is for the second statement of the other.
        let calls = [["Ship", "Ship"], ["Row", "Swim"]]
        try await withGroup(calls, failing: .statement(4), with: full) { errors, titles, recording in
            #expect(errors == [.uniqueViolation, .full])
            #expect(titles.isEmpty)
            let last = recording.events.last { $0.description == Self.insert }
            #expect(last?.action == .statement(Self.insert, values: [.text("Swim")]))
        }
    }

    /// Creates cards by calls that share one commit, with a fault, and lends a closure what came of it.
    private func withGroup(
        _ calls: [[String]],
        failing point: RecordingDatabase.FaultPoint,
        with error: DatabaseError,
        _ body: ([DatabaseError.Code?], [String], RecordingDatabase) async throws -> Void
    ) async throws {
        try await TestEngine.sqlite.withDatabase { database in
            try await database.run(CardStore.table)
            let engine = try #require(database.engine as? SQLiteEngine)
            let recording = RecordingDatabase(engine)
            let latch = Latch()
            let errors = try await withThrowingTaskGroup(of: (Int, DatabaseError.Code?).self) { group in
                group.addTask {
                    try await database.write { _ in latch.pass() }
                    return (calls.count, nil)
                }
                await latch.arrival()
                for (number, titles) in calls.enumerated() {
                    group.addTask { (number, await Self.create(titles, in: Database(recording))) }
                    while engine.statistics.waiting <= number { await Task.yield() }
                }
                recording.fail(point, with: error)
                latch.open()
                return try await group.reduce(into: Array(repeating: nil, count: calls.count + 1)) { $0[$1.0] = $1.1 }
            }
            let titles = try await database.run("SELECT title FROM cards ORDER BY id" as Statement<[String]>)
            try await body(errors.dropLast(), titles, recording)
        }
    }

    /// Creates cards in one transaction and returns what failed.
    private static func create(_ titles: [String], in database: Database) async -> DatabaseError.Code? {
        do {
            try await database.write { tx in
                for title in titles { _ = try CardStore().createOne(title, in: tx) }
            }
            return nil
        } catch { return (error as? DatabaseError)?.code }
    }
}
