import MartletContext
import MartletDatabase
import MartletPostgres
import MartletTesting
import Testing

/// How the engine behaves against a real server; statements that run alone lease a connection too.
@Suite(.enabled(if: TestEngine.postgresURL != nil, "TEST_POSTGRES_URL names a server"))
struct PostgresEngineIntegrationTests {
    @Test func `values of every type come back as they went in`() async throws {
        try await withEngine { database, _ in
            try await database.run(
                """
                CREATE TABLE samples (
                    number \(type: .integer), small INT, fraction \(type: .real), flag \(type: .boolean),
                    words \(type: .text), raw \(type: .bytes), moment \(type: .instant)
                )
                """
            )
            let moment = Instant(microseconds: 1_795_000_000_123_456)
            let insert: Statement<Changes> = """
                INSERT INTO samples \(values: [
                    "number": Int64.min, "small": 7, "fraction": 0.1, "flag": true, "words": "Ж'\\",
                    "raw": [UInt8]([0, 1, 255]), "moment": moment,
                ])
                """
            #expect(try await database.run(insert).count == 1)
            #expect(try await database.run("SELECT number FROM samples" as Statement<Int64>) == .min)
            #expect(try await database.run("SELECT small FROM samples" as Statement<Int>) == 7)
            #expect(try await database.run("SELECT fraction FROM samples" as Statement<Double>) == 0.1)
            #expect(try await database.run("SELECT flag FROM samples" as Statement<Bool>) == true)
            #expect(try await database.run("SELECT words FROM samples" as Statement<String>) == "Ж'\\")
            let rows = try await database.read { try $0.run("SELECT moment FROM samples" as Statement<[Instant]>) }
            #expect(rows == [moment])
        }
    }

    @Test func `a connection that died while idle is replaced without an error`() async throws {
        try await withEngine(connections: 1) { database, engine in
            let first = try await database.run("SELECT pg_backend_pid()" as Statement<Int>)
            try await terminate(first)
            let second = try await database.run("SELECT pg_backend_pid()" as Statement<Int>)
            #expect(second != first)
            #expect(engine.statistics.leased == 0)
        }
    }

    @Test func `a server that does not answer any more is given up without any deadline`() async throws {
        try await withEngine(connections: 1, statementTimeout: .milliseconds(100)) { database, engine in
            try await engine.execute("SET statement_timeout = 0")
            let error = await #expect(throws: DatabaseError.self) {
                _ = try await database.run("SELECT 1 FROM pg_sleep(3600)" as Statement<Int>)
            }
            #expect(error?.code == .connection)
            #expect(try await database.run("SELECT 1" as Statement<Int>) == 1)
        }
    }

    @Test func `a session that has lost its prepared statements prepares them again`() async throws {
        try await withEngine(connections: 1) { database, engine in
            let two: Statement<Int> = "SELECT 1 + 1"
            #expect(try await database.run(two) == 2)
            try await engine.execute("DEALLOCATE ALL")
            #expect(try await database.run(two) == 2)
            try await engine.execute("DEALLOCATE ALL")
            #expect(try await database.write { try $0.run(two) } == 2)
            #expect(try await database.run("SELECT 40 + 2" as Statement<Int>) == 42)
        }
    }

    @Test func `a connection that dies in a transaction fails it as connection, and the next one works`() async throws {
        try await withEngine(connections: 2) { database, engine in
            try await database.run("CREATE TABLE cards (id BIGINT)")
            let error = await #expect(throws: DatabaseError.self) {
                try await database.write { tx in
                    try tx.run("INSERT INTO cards VALUES (1)" as Statement<Changes>)
                    _ = try tx.run("SELECT pg_terminate_backend(pg_backend_pid())" as Statement<[Bool]>)
                    try tx.run("INSERT INTO cards VALUES (2)" as Statement<Changes>)
                }
            }
            #expect(error?.code == .connection)
            #expect(try await database.run("SELECT count(*) FROM cards" as Statement<Int>) == 0)
            #expect(engine.statistics.leased == 0)
        }
    }

    @Test func `S1-47 a call beyond the pool waits and fails after the lease timeout`() async throws {
        let clock = TestClock()
        try await withEngine(connections: 1, overflow: 1) { database, engine in
            let gate = Gate()
            async let holders: [Int] = withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<2 {
                    group.addTask {
                        try await database.read { snapshot in
                            gate.pass()
                            return try snapshot.run("SELECT \(number)" as Statement<Int>)
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            await gate.awaitArrivals(2)
            var context = Context.current
            context.clock = clock
            async let refused: Int = context.run { try await database.run("SELECT 1" as Statement<Int>) }
            while engine.statistics.waiting == 0 { await Task.yield() }
            clock.advance(by: .seconds(5))
            var error: DatabaseError?
            do { Issue.record("\(try await refused) came from a pool in use.") } catch let failure as DatabaseError {
                error = failure
            }
            #expect(error?.code == .overloaded)
            #expect(error?.message.contains("All 2 connections") == true)
            gate.open()
            let answers = try await holders
            #expect(answers.sorted() == [0, 1])
            #expect(engine.statistics.leased == 0)
        }
    }

    @Test func `a cancelled task stops its statement on the server`() async throws {
        try await withEngine(connections: 2) { database, engine in
            let running: Statement<Int> =
                """
                SELECT count(*) FROM pg_stat_activity
                WHERE state = 'active' AND query LIKE '%pg_sleep(60%' AND pid <> pg_backend_pid()
                AND datname = current_database()
                """
            await withTaskGroup(of: Bool.self) { group in
                group.addTask {
                    do {
                        _ = try await database.run("SELECT 1 FROM pg_sleep(60)" as Statement<Int>)
                        return false
                    } catch { return error is CancellationError }
                }
                do { while try await database.run(running) == 0 { await Task.yield() } } catch { Issue.record(error) }
                group.cancelAll()
                for await wasCancelled in group { #expect(wasCancelled) }
            }
            let left = try await database.run(running)
            #expect(left == 0)
            #expect(engine.statistics.leased == 0)
        }
    }

    @Test func `a deadline that passes while a statement runs ends it as deadlineExceeded`() async throws {
        try await withEngine { database, _ in
            var context = Context.current
            context.deadline = .after(.milliseconds(200))
            let impatient = context
            let error = await #expect(throws: DatabaseError.self) {
                _ = try await impatient.run {
                    try await database.run("SELECT 1 FROM pg_sleep(60)" as Statement<Int>)
                }
            }
            #expect(error?.code == .deadlineExceeded)
            let answer = try await database.run("SELECT 1" as Statement<Int>)
            #expect(answer == 1)
        }
    }

    @Test func `errors carry the constraint and the state, never a value`() async throws {
        try await withEngine { database, _ in
            try await database.run("CREATE TABLE cards (title TEXT CONSTRAINT cards_title_unique UNIQUE)")
            let insert: Statement<Changes> = "INSERT INTO cards VALUES (\("hidden"))"
            try await database.run(insert)
            let error = await #expect(throws: DatabaseError.self) { try await database.run(insert) }
            #expect(error?.code == .uniqueViolation)
            #expect(error?.constraint == "cards_title_unique")
            #expect(error?.engineCode == "23505")
            let malformed = await #expect(throws: DatabaseError.self) {
                try await database.run("SELECT CAST(\("hidden") AS BIGINT)" as Statement<Int>)
            }
            for error in [error, malformed] { #expect(error?.description.contains("hidden") == false) }
        }
    }

    @Test func `a server that cannot be reached is named without the user and the password`() async throws {
        let engine = try PostgresEngine(url: "postgres://alice:sesame@127.0.0.1:1/shop")
        #expect(engine.name == "postgres:127.0.0.1:1/shop")
        let error = await #expect(throws: DatabaseError.self) { try await engine.open() }
        #expect(error?.code == .connection)
        #expect(error?.message.contains("127.0.0.1:1") == true)
        #expect(error?.description.contains("alice") == false)
        #expect(error?.description.contains("sesame") == false)
        await engine.close()
    }

    /// Ends a session through another connection and returns when it has gone.
    private func terminate(_ session: Int) async throws {
        let server = Database(try PostgresEngine(url: try #require(TestEngine.postgresURL)))
        try await server.open()
        _ = try await server.run("SELECT pg_terminate_backend(\(session)::int, 5000)" as Statement<Bool>)
        await server.close()
    }

    private func withEngine(
        connections: Int = 4,
        overflow: Int = 0,
        statementTimeout: Duration = .seconds(300),
        _ body: (Database, PostgresEngine) async throws -> Void
    ) async throws {
        try await TestEngine.withPostgresURL { url in
            let configuration = PostgresEngine.Configuration(
                connections: connections,
                overflow: overflow,
                pipelines: 0,
                statementTimeout: statementTimeout
            )
            try await PostgresEngine.with(url, configuration, body)
        }
    }
}
