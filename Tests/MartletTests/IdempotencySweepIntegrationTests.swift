import Logging
@testable import Martlet
import MartletTesting
import Testing

/// Keys that are a day old are forgotten once an hour, however many processes a service has.
@Suite(.timeLimit(.minutes(10)))
struct IdempotencySweepIntegrationTests {
    /// Three processes of one service on one database, on a clock that the test moves.
    private struct Fleet {
        let database: Database
        let processes: [RecordingDatabase]
        let clock = TestClock()
        let logs = LogCapture()

        static func with(_ engine: TestEngine, _ body: @escaping @Sendable (Fleet) async throws -> Void) async throws {
            try await engine.withDatabase { database in
                try await Migrator(database: database, sets: [Database.idempotencyMigrations]).up()
                let processes = (1...3).map { _ in RecordingDatabase(database.engine) }
                let fleet = Fleet(database: database, processes: processes)
                let output = try LogOutput(LogSettings(Settings(SettingSources(variables: [:]))), capture: fleet.logs)
                let context = Context(
                    clock: fleet.clock,
                    logger: output.makeLogger(label: "test"),
                    randomness: FixedRandom(unit: 0.5)
                )
                try await context.run { try await fleet.whileRunning { try await body(fleet) } }
            }
        }

        /// Lets every process run its part, as a service does, until the closure returns.
        private func whileRunning(_ body: @escaping @Sendable () async throws -> Void) async throws {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for process in processes {
                    group.addTask { await IdempotencySweep(databases: [Database(process)]).run() }
                }
                try await clock.waitForSleepers(processes.count)
                try await body()
                group.cancelAll()
                try await group.waitForAll()
            }
        }

        /// Answers a request under a key, now.
        func use(_ key: String) async throws {
            try await database.write(once: IdempotencyKey(key, request: "".utf8)) { _ in "answer" }
        }

        /// Lets time pass until every process has asked again.
        func pass(_ time: Duration) async throws {
            clock.advance(by: time)
            try await clock.waitForSleepers(processes.count)
        }

        /// How often a process has forgotten keys, or tried to.
        var sweeps: Int {
            processes.reduce(0) { $0 + $1.transcript.count { $0.hasPrefix("DELETE") } }
        }

        var keys: [String] {
            get async throws {
                try await database.run("SELECT key FROM martlet_idempotency_keys ORDER BY key" as Statement<[String]>)
            }
        }

        func records(_ event: String) -> [String] { logs.lines.filter { $0.contains(event) } }
    }

    @Test(arguments: TestEngine.allCases)
    func `of three processes one forgets keys in every hour`(engine: TestEngine) async throws {
        try await Fleet.with(engine) { fleet in
            for hour in 1...4 {
                try await fleet.pass(.seconds(3600))
                #expect(fleet.sweeps == hour)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a key is forgotten after a day, and none before`(engine: TestEngine) async throws {
        try await Fleet.with(engine) { fleet in
            try await fleet.use("old")
            for _ in 1...24 { try await fleet.pass(.seconds(3600)) }
            try await fleet.use("new")
            #expect(try await fleet.keys == ["new", "old"])
            #expect(fleet.records("idempotency_keys_forgotten").isEmpty)
            try await fleet.pass(.seconds(3600))
            #expect(try await fleet.keys == ["new"])
            let records = fleet.records("idempotency_keys_forgotten")
            #expect(records.count == 1)
            #expect(records.first?.contains(#""level":"INFO""#) == true)
            #expect(records.first?.contains(#""count":1"#) == true)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an hour noted by a clock that was years ahead keeps nobody from forgetting`(engine: TestEngine) async throws {
        try await Fleet.with(engine) { fleet in
            let now = fleet.clock.now
            fleet.clock.set(now: now + .seconds(100_000_000))
            try await fleet.pass(.seconds(3600))
            #expect(fleet.sweeps == 1)
            fleet.clock.set(now: now)
            try await fleet.pass(.seconds(3600))
            #expect(fleet.sweeps == 2)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S3-39 a database that fails is one ERROR record, and the next hour tries again`(
        engine: TestEngine
    ) async throws {
        try await Fleet.with(engine) { fleet in
            for process in fleet.processes { process.outage = DatabaseError(.connection, "The database is away.") }
            try await fleet.pass(.seconds(3600))
            let records = fleet.records("idempotency_keys_kept")
            #expect(records.count == 3, "one for each process")
            for part in [
                #""level":"ERROR""#, #""tag":"DB""#, #""operation":"database.forgetIdempotencyKeys""#,
                #""error_type":"DatabaseError""#, "The database is away.",
            ] {
                #expect(records.allSatisfy { $0.contains(part) }, "\(part)")
            }
            for process in fleet.processes { process.outage = nil }
            try await fleet.pass(.seconds(3600))
            #expect(fleet.sweeps == 1)
            #expect(fleet.records("idempotency_keys_kept").count == 3)
        }
    }
}
