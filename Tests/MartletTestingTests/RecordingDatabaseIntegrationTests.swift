import MartletDatabase
import MartletTesting
import Testing

/// What a recording shows of a service, and what the service makes of the failures that a test tells it to have.
@Suite(.timeLimit(.minutes(10))) struct RecordingDatabaseIntegrationTests {
    private static let insert = "INSERT INTO cards (title) VALUES ($1) RETURNING id"

    @Test(arguments: TestEngine.allCases)
    func `S2-06 S2-34 a creation is one INSERT with RETURNING in one transaction`(engine: TestEngine) async throws {
        try await engine.withRecordedCards { cards, recording in
            let id = try await cards.create("Ship")
            #expect(id == 1)
            #expect(recording.transcript == ["BEGIN", Self.insert, "COMMIT"])
            #expect(
                recording.events.map(\.action) == [
                    .begin(.write(.serializable)), .statement(Self.insert, values: [.text("Ship")]), .commit,
                ]
            )
            #expect(Set(recording.events.map(\.transaction)) == [1])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S2-35 a constraint error is rethrown and rolled back once`(engine: TestEngine) async throws {
        try await engine.withRecordedCards { cards, recording in
            _ = try await cards.create("Ship")
            recording.clear()
            let error = await #expect(throws: DatabaseError.self) { _ = try await cards.create("Ship") }
            #expect(error?.code == .uniqueViolation)
            #expect(recording.transcript == ["BEGIN", Self.insert, "ROLLBACK"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a statement alone is recorded as its own transaction, and so is a snapshot`(engine: TestEngine) async throws {
        try await engine.withRecordedCards { cards, recording in
            let alone = try await cards.count()
            let snapshot = try await cards.database.read { try $0.run(CardStore.count) }
            #expect(alone == 0)
            #expect(snapshot == 0)
            #expect(
                recording.transcript == [
                    "BEGIN", "SELECT count(*) FROM cards", "COMMIT",
                    "BEGIN READ ONLY", "SELECT count(*) FROM cards", "COMMIT",
                ]
            )
            #expect(recording.events.map(\.transaction) == [1, 1, 1, 2, 2, 2])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the statement that a test names fails, and everything before it is undone`(engine: TestEngine) async throws {
        try await engine.withRecordedCards { cards, recording in
            recording.fail(.statement(2), with: DatabaseError(.full, "The disk is full."))
            let error = await #expect(throws: DatabaseError.self) {
                try await cards.database.write { tx in
                    _ = try CardStore().createOne("Ship", in: tx)
                    // What a body makes of the error does not mend the transaction.
                    _ = try? CardStore().createOne("Sail", in: tx)
                }
            }
            #expect(error?.code == .full)
            #expect(recording.transcript == ["BEGIN", Self.insert, Self.insert, "ROLLBACK"])
            let count = try await cards.count()
            #expect(count == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a lost race that a test asks for is run again`(engine: TestEngine) async throws {
        try await engine.withRecordedCards { cards, recording in
            recording.fail(.commit, with: DatabaseError(.serializationFailure, "Another transaction was first."))
            _ = try await cards.create("Ship")
            #expect(recording.transcript == ["BEGIN", Self.insert, "ROLLBACK", "BEGIN", Self.insert, "COMMIT"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a commit whose answer is lost has happened and is not run again`(engine: TestEngine) async throws {
        try await engine.withRecordedCards { cards, recording in
            recording.fail(.commitAnswer, with: DatabaseError(.commitUnknown, "The answer was lost."))
            let error = await #expect(throws: DatabaseError.self) { _ = try await cards.create("Ship") }
            #expect(error?.code == .commitUnknown)
            #expect(recording.transcript == ["BEGIN", Self.insert, "COMMIT"])
            let count = try await cards.count()
            #expect(count == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `faults hit statements that run alone too`(engine: TestEngine) async throws {
        try await engine.withRecordedCards { cards, recording in
            let insert: Statement<Changes> = "INSERT INTO cards (title) VALUES ('Ship')"
            for point in [RecordingDatabase.FaultPoint.statement(1), .commit] {
                recording.fail(point, with: DatabaseError(.readOnly, "The file cannot be written."))
                if point == .commit { _ = try await cards.count() }
                await #expect(throws: DatabaseError.self) { try await cards.database.run(insert) }
            }
            let none = try await cards.count()
            let inserted = try await cards.database.run(insert).count
            #expect(none == 0)
            #expect(inserted == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `while an outage lasts every call fails with its error`(engine: TestEngine) async throws {
        try await engine.withRecordedCards { cards, recording in
            recording.outage = DatabaseError(.connection, "The database is away.")
            await #expect(throws: DatabaseError.self) { _ = try await cards.create("Ship") }
            await #expect(throws: DatabaseError.self) { _ = try await cards.count() }
            #expect(recording.transcript.isEmpty)
            recording.outage = nil
            let id = try await cards.create("Ship")
            #expect(id == 1)
        }
    }
}
