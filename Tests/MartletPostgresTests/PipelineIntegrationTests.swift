import MartletContext
import MartletDatabase
import MartletPostgres
import MartletTesting
import Testing

/// Statements that run alone and share pipelined connections.
@Suite(.enabled(if: TestEngine.postgresURL != nil, "TEST_POSTGRES_URL names a server"), .timeLimit(.minutes(10)))
struct PipelineIntegrationTests {
    /// Tells whether it runs in a session that reads only, as those of the pipelines are.
    private static let isPipelined: Statement<Bool> = "SELECT current_setting('transaction_read_only') = 'on'"

    /// Waits for a lock that the test holds.
    private static let blocked: Statement<Int> = "SELECT 7 FROM (SELECT pg_advisory_xact_lock(7)) AS lock"

    @Test func `statements that run at once get their own answers, through pipelines`() async throws {
        try await withEngine { database, _ in
            let answers = try await withThrowingTaskGroup(of: (Int, Int).self) { group in
                for number in 0..<500 {
                    group.addTask { (number, try await database.run("SELECT \(number) * 2" as Statement<Int>)) }
                }
                return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
            }
            #expect(answers == Dictionary(uniqueKeysWithValues: (0..<500).map { ($0, $0 * 2) }))
        }
    }

    @Test func `a statement that fails harms none that travels with it`() async throws {
        try await withEngine { database, _ in
            let codes = await withTaskGroup(of: (Int, String?).self) { group in
                for number in 0..<200 {
                    group.addTask {
                        do {
                            let answer = try await database.run("SELECT 8 / (\(number) % 4)" as Statement<Int>)
                            return (number, "\(answer)")
                        } catch { return (number, (error as? DatabaseError)?.engineCode) }
                    }
                }
                return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
            }
            let expected = ["22012", "8", "4", "2"]
            #expect(codes == Dictionary(uniqueKeysWithValues: (0..<200).map { ($0, expected[$0 % 4]) }))
        }
    }

    @Test func `a statement that the server cannot prepare fails as itself, and others go on`() async throws {
        try await withEngine { database, _ in
            let codes = await withTaskGroup(of: String?.self) { group in
                for _ in 0..<100 {
                    group.addTask {
                        do { return "\(try await database.run("SELECT \(1) FROM nowhere" as Statement<Int>))" } catch {
                            return (error as? DatabaseError)?.engineCode
                        }
                    }
                }
                return await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(codes == ["42P01"])
            while try await !database.run(Self.isPipelined) { await Task.yield() }
        }
    }

    @Test func `values that are missing, come later or need room of others are taken`() async throws {
        try await withEngine(statements: 2) { database, _ in
            for number in [nil, 1, nil, 2] as [Int?] {
                let replaced = try await database.run("SELECT coalesce(\(number), 5)" as Statement<Int>)
                let text = try await database.run("SELECT \("Ж")" as Statement<String>)
                #expect(replaced == number ?? 5)
                #expect(text == "Ж")
            }
        }
    }

    @Test func `a table that changes its columns is read on`() async throws {
        try await withEngine { database, _ in
            let cards: Statement<[Int]> = "SELECT * FROM cards"
            try await database.run("CREATE TABLE cards (id BIGINT)")
            for _ in 0..<3 { #expect(try await database.run(cards) == []) }
            try await database.run("ALTER TABLE cards ADD COLUMN title TEXT")
            for _ in 0..<3 { #expect(try await database.run(cards) == []) }
        }
    }

    @Test func `a query that changes something runs on a leased connection, once`() async throws {
        try await withEngine { database, _ in
            try await database.run("CREATE SEQUENCE numbers")
            for number in 1...5 {
                #expect(try await database.run("SELECT nextval('numbers')" as Statement<Int>) == number)
            }
            try await database.run("CREATE TABLE cards (id BIGINT)")
            let insert: Statement<[Int]> = "WITH new AS (INSERT INTO cards VALUES (1)) SELECT 2"
            #expect(try await database.run(insert) == [2])
            #expect(try await database.run("SELECT id FROM cards \(.forUpdate)" as Statement<[Int]>) == [1])
        }
    }

    @Test func `nothing waits behind a statement that takes long, which ends on a leased connection`() async throws {
        try await withEngine(pipelines: 1) { database, _ in
            let pipeline = try await pipelinedSession(database)
            try await withLock(database) { gate in
                async let blocked = database.run(Self.blocked)
                _ = try await awaitBlocked(database)
                for number in 0..<100 {
                    let answer = try await database.run("SELECT \(number)" as Statement<Int>)
                    #expect(answer == number)
                }
                // The pipeline's session gives up after a second, and a leased connection waits instead.
                while try await awaitBlocked(database) == pipeline {}
                gate.open()
                let answer = try await blocked
                #expect(answer == 7)
            }
        }
    }

    @Test func `a caller who leaves, or whose deadline passes, takes no neighbour along`() async throws {
        let clock = TestClock()
        try await withEngine(pipelines: 1) { database, _ in
            try await withLock(database) { gate in
                var context = Context.current
                context.clock = clock
                context.deadline = Deadline(uptime: clock.uptime + .seconds(5))
                let patient = context
                async let late: Int = patient.run { try await database.run(Self.blocked) }
                // Awaited below, after it was cancelled.
                let leaver = Task { try await database.run(Self.blocked) }
                _ = try await awaitBlocked(database)
                async let neighbour = database.run("SELECT \(3)" as Statement<Int>)
                leaver.cancel()
                await #expect(throws: CancellationError.self) { _ = try await leaver.value }
                clock.advance(by: .seconds(5))
                do { Issue.record("\(try await late) came after its deadline.") } catch {
                    #expect((error as? DatabaseError)?.code == .deadlineExceeded)
                }
                let answer = try await neighbour
                #expect(answer == 3)
                gate.open()
            }
        }
    }

    @Test func `statements whose pipelined session the server ends are answered by another one`() async throws {
        try await withEngine { database, _ in
            let end = Gate()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<16 {
                    group.addTask {
                        while !end.isPassable {
                            let answer = try await database.run("SELECT \(5)" as Statement<Int>)
                            #expect(answer == 5)
                        }
                    }
                }
                for _ in 0..<10 {
                    let session = try await pipelinedSession(database)
                    try await PostgresEngine.administer("SELECT pg_terminate_backend(\(session), 5000)")
                }
                end.open()
                try await group.waitForAll()
            }
        }
    }

    @Test func `closing waits for a statement under way and refuses new ones`() async throws {
        try await withEngine(pipelines: 1) { database, _ in
            try await withLock(database) { gate in
                async let blocked = database.run(Self.blocked)
                _ = try await awaitBlocked(database)
                async let closed: Void = database.close()
                var code: DatabaseError.Code?
                while code == nil {
                    do { _ = try await database.run(Self.isPipelined) } catch { code = (error as? DatabaseError)?.code }
                }
                #expect(code == .closed)
                gate.open()
                let answer = try await blocked
                #expect(answer == 7)
                await closed
            }
        }
    }

    private struct Session: Record {
        let pid: Int
        let readsOnly: String

        init(reading columns: inout some ColumnReader) throws {
            pid = try columns.read("pid")
            readsOnly = try columns.read("reads_only")
        }
    }

    /// Runs a closure while a transaction of the database holds the lock, until the gate is open.
    private func withLock(_ database: Database, _ body: (Gate) async throws -> Void) async throws {
        let gate = Gate()
        async let holder: Void = database.write(isolation: .readCommitted) { tx in
            _ = try tx.run("SELECT 1 FROM (SELECT pg_advisory_xact_lock(7)) AS lock" as Statement<Int>)
            gate.pass()
        }
        await gate.awaitArrivals(1)
        do { try await body(gate) } catch {
            gate.open()
            throw error
        }
        try await holder
    }

    /// The number of a pipeline's session.
    private func pipelinedSession(_ database: Database) async throws -> Int {
        while true {
            let session: Statement<Session> =
                "SELECT pg_backend_pid() AS pid, current_setting('transaction_read_only') AS reads_only"
            let found = try await database.run(session)
            if found.readsOnly == "on" { return found.pid }
        }
    }

    /// Waits for a session that waits for the lock, and returns its number.
    private func awaitBlocked(_ database: Database) async throws -> Int {
        while true {
            let sessions = try await database.read { snapshot in
                try snapshot.run(
                    """
                    SELECT pid FROM pg_stat_activity
                    WHERE wait_event = 'advisory' AND datname = current_database()
                    """ as Statement<[Int]>
                )
            }
            if let session = sessions.first { return session }
            await Task.yield()
        }
    }

    private func withEngine(
        pipelines: Int = 2,
        statements: Int = 200,
        _ body: (Database, PostgresEngine) async throws -> Void
    ) async throws {
        try await TestEngine.withPostgresURL { url in
            let configuration = PostgresEngine.Configuration(
                connections: 4,
                overflow: 0,
                pipelines: pipelines,
                leaseTimeout: .seconds(60),
                statements: statements
            )
            try await PostgresEngine.with(url, configuration) { database, engine in
                // The first statements find no pipeline yet and run on leased connections.
                while try await !database.run(Self.isPipelined) { await Task.yield() }
                try await body(database, engine)
            }
        }
    }
}
