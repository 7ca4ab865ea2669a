import Logging
@testable import Martlet
import MartletSQLite
import MartletTesting
import Testing

/// The first connection of a service, on a clock that the test moves.
@Suite(.timeLimit(.minutes(10)))
struct DatabaseStartIntegrationTests {
    private static let away = DatabaseError(.connection, "postgres:db/shop cannot be reached: start the server.")

    /// A database that is away until somebody lets it come back.
    private struct Bench {
        let recording: RecordingDatabase
        let database: Database
        let clock = TestClock()
        let logs = LogCapture()
        let reasons = Diary()

        static func with(_ body: (Bench) async throws -> Void) async throws {
            try await TemporaryDirectory.with { directory in
                let recording = RecordingDatabase(SQLiteEngine(path: "\(directory)/test.db"))
                recording.outage = away
                try await body(Bench(recording: recording, database: Database(recording)))
                await recording.close()
            }
        }

        /// Starts the database with chance fixed, while a closure moves the clock.
        func start(
            _ startup: ServiceSettings.DatabaseStartup,
            chance: Double,
            _ body: @escaping @Sendable () async throws -> Void
        ) async throws {
            let output = try LogOutput(LogSettings(Settings(SettingSources(variables: [:]))), capture: logs)
            let context = Context(
                clock: clock,
                logger: output.makeLogger(label: "test"),
                randomness: FixedRandom(unit: chance)
            )
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await context.run {
                        try await database.start(startup) {
                        } waits: {
                            reasons.note($0)
                        }
                    }
                }
                group.addTask { try await body() }
                try await group.waitForAll()
            }
        }

        func pass(_ times: Int) async throws {
            for _ in 0..<times {
                try await clock.waitForSleepers(1)
                clock.advance(by: clock.sleeps.last ?? .zero)
            }
        }

        func records(_ part: String) -> [String] { logs.lines.filter { $0.contains(part) } }
    }

    @Test func `S0-17 a database that stays away is dialled five times, a second apart, and then named`() async throws {
        try await Bench.with { bench in
            let error = await #expect(throws: DatabaseError.self) {
                try await bench.start(.exit, chance: 0) { try await bench.pass(4) }
            }
            #expect(bench.clock.sleeps == Array(repeating: .seconds(1), count: 4))
            #expect(error?.code == .connection)
            #expect(
                error?.message
                    == "5 attempts to connect have failed; postgres:db/shop cannot be reached: start the server."
            )
            #expect(bench.records(#""level":"ERROR""#) == [], "who stops the start logs it")
            #expect(bench.reasons.entries == [])
        }
    }

    @Test func `S0-25 a service that waits says so in one ERROR record, and goes on with full jitter`() async throws {
        try await Bench.with { bench in
            try await bench.start(.wait, chance: 0.5) {
                try await bench.pass(10)
                try await bench.clock.waitForSleepers(1)
                bench.recording.outage = nil
                try await bench.pass(1)
            }
            let seconds = bench.clock.sleeps.map { Int(($0 / .milliseconds(1)).rounded()) }
            #expect(seconds.prefix(4) == [1050, 1050, 1050, 1050])
            #expect(seconds.dropFirst(4) == [500, 1000, 2000, 4000, 8000, 15_000, 15_000])
            let errors = bench.records(#""level":"ERROR""#)
            #expect(errors.count == 1)
            for part in [
                #""event":"database_unreachable""#, #""error_type":"DatabaseError""#, #""tag":"DB""#, #""attempts":5"#,
                #""database":"sqlite:"#, #""operation":"database.open""#, "5 attempts to connect have failed",
                "start the server",
            ] {
                #expect(errors.first?.contains(part) == true, "\(part)")
            }
            #expect(bench.reasons.entries == ["the database cannot be reached"])
        }
    }

    @Test func `what waiting does not mend stops the start at once`() async throws {
        try await Bench.with { bench in
            bench.recording.outage = DatabaseError(.refused, "The password is wrong.")
            let error = await #expect(throws: DatabaseError.self) { try await bench.start(.wait, chance: 0) {} }
            #expect(error?.code == .refused)
            #expect(bench.clock.sleeps == [])
        }
    }
}
