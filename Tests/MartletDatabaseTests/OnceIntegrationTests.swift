import MartletContext
import MartletDatabase
import MartletPayload
import MartletTesting
import Testing

/// A request with a key is answered once.
@Suite struct OnceIntegrationTests {
    struct Refusal: Error, Equatable {}

    private func withKeys(_ engine: TestEngine, _ body: (Database) async throws -> Void) async throws {
        try await engine.withCards { database in
            try await Migrator(database: database, sets: [Database.idempotencyMigrations]).up()
            try await body(database)
        }
    }

    private func key(_ text: String = "ada POST /cards 1", _ request: String = "{}") -> IdempotencyKey {
        IdempotencyKey(text, request: request.utf8)
    }

    /// Inserts a card and answers with its title.
    private func create(_ id: Int64, once key: IdempotencyKey?, in database: Database) async throws -> [String] {
        try await database.write(once: key) { tx in
            try tx.run(Card.insert(id))
            return ["card \(id)"]
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a repeat is given the first answer and has no second effect`(engine: TestEngine) async throws {
        try await withKeys(engine) { database in
            let (first, second) = (key(), key())
            #expect(first.outcome == .unused)
            let answer = try await create(1, once: first, in: database)
            #expect(answer == ["card 1"])
            #expect(try await create(2, once: second, in: database) == ["card 1"])
            #expect((first.outcome, second.outcome) == (.stored, .replayed))
            #expect(try await create(3, once: key("another"), in: database) == ["card 3"])
            #expect(try await create(4, once: nil, in: database) == ["card 4"])
            #expect(try await database.run(Card.ids) == [1, 3, 4])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the same key with another request is a typed error`(engine: TestEngine) async throws {
        try await withKeys(engine) { database in
            _ = try await create(1, once: key(), in: database)
            let other = key("ada POST /cards 1", "{ }")
            await expect(.keyMismatch) { _ = try await create(2, once: other, in: database) }
            #expect(other.outcome == .unused)
            #expect(try await database.run(Card.ids) == [1])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `what throws stores nothing, and its key can be used again`(engine: TestEngine) async throws {
        try await withKeys(engine) { database in
            await #expect(throws: Refusal()) {
                _ = try await database.write(once: key()) { tx -> [String] in
                    try tx.run(Card.insert(1))
                    throw Refusal()
                }
            }
            let answer = try await create(2, once: key(), in: database)
            #expect(answer == ["card 2"])
            #expect(try await database.run(Card.ids) == [2])
        }
    }

    @Test(arguments: TestEngine.allCases, [Isolation.serializable, .readCommitted])
    func `S3-52 F-22 of many calls with one key at once, one has the effect and all others repeat its answer`(
        engine: TestEngine,
        isolation: Isolation
    ) async throws {
        try await withKeys(engine) { database in
            let outcomes = try await withThrowingTaskGroup(of: IdempotencyKey.Outcome.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        let attempt = key()
                        while attempt.outcome == .unused {
                            do {
                                let answer = try await database.write(once: attempt, isolation: isolation) { tx in
                                    let number = try tx.run(Card.count) + 1
                                    try tx.run(Card.insert(Int64(number)))
                                    return number
                                }
                                #expect(answer == 1)
                            } catch let error as DatabaseError where error.code == .keyInUse {
                                #expect(engine == .postgres)
                            }
                        }
                        return attempt.outcome
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count(where: { $0 == .stored }) == 1)
            #expect(outcomes.count(where: { $0 == .replayed }) == 19)
            #expect(try await database.run(Card.count) == 1)
        }
    }

    @Test(arguments: TestEngine.allCases.filter { $0 == .postgres })
    func `whoever comes while a call with the key runs is told at once, and changes nothing`(
        engine: TestEngine
    ) async throws {
        try await withKeys(engine) { database in
            let latch = Latch()
            let (first, second) = (key(), key())
            async let holder = database.write(once: first) { tx in
                try tx.run(Card.insert(1))
                latch.pass()
                return ["card 1"]
            }
            await latch.arrival()
            var context = Context.current
            context.deadline = .after(.seconds(20))
            _ = await context.run { await expect(.keyInUse) { _ = try await create(2, once: second, in: database) } }
            #expect(second.outcome == .unused)
            latch.open()
            let answers = [try await holder, try await create(3, once: second, in: database)]
            #expect(answers == [["card 1"], ["card 1"]])
            #expect(try await database.run(Card.ids) == [1])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a repeat after the commit's answer was lost finds out what happened`(engine: TestEngine) async throws {
        try await withKeys(engine) { database in
            let recording = RecordingDatabase(database.engine)
            let service = Database(recording)
            recording.fail(.commitAnswer, with: DatabaseError(.commitUnknown, "The answer was lost."))
            await expect(.commitUnknown) { _ = try await create(1, once: key(), in: service) }
            let again = key()
            let answer = try await create(2, once: again, in: service)
            #expect(answer == ["card 1"])
            #expect(again.outcome == .replayed)
            #expect(try await database.run(Card.ids) == [1])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `keys are forgotten after a day, and none before`(engine: TestEngine) async throws {
        try await withKeys(engine) { database in
            let logs = Logs()
            try await logs.context.run {
                _ = try await create(1, once: key("old"), in: database)
                logs.clock.advance(by: .hours(20))
                _ = try await create(2, once: key("new"), in: database)
                #expect(try await database.forgetIdempotencyKeys() == 0)
                logs.clock.advance(by: .hours(5))
                #expect(try await database.forgetIdempotencyKeys() == 1)
                #expect(try await create(3, once: key("new"), in: database) == ["card 2"])
                #expect(try await create(4, once: key("old"), in: database) == ["card 4"])
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an answer of another type than the stored one is a typed error`(engine: TestEngine) async throws {
        try await withKeys(engine) { database in
            _ = try await create(1, once: key(), in: database)
            await expect(.decoding) { _ = try await database.write(once: key()) { _ in 1 } }
        }
    }
}
