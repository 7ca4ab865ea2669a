@testable import Martlet
import MartletSQLite
import MartletTesting
import Testing

/// The phases of a service, told by parts that write down what is done to them.
@Suite(.timeLimit(.minutes(10)))
struct ServiceRunnerIntegrationTests {
    @Test func `listeners are bound before anything is prepared, and ready after everything is`() async throws {
        let diary = Diary()
        try await run(
            Assembly {
                RecordingPart("first", diary)
                RecordingListener("door", diary)
                RecordingPart("second", diary)
            }
        )
        let entries = diary.entries.filter { !$0.hasPrefix("run") }
        #expect(
            entries == [
                "bind door", "prepare first", "prepare door", "prepare second", "ready door", "drain second",
                "drain door", "drain first",
            ]
        )
    }

    @Test func `no part runs before all are prepared, but listeners, which refuse politely`() async throws {
        let diary = Diary()
        try await run(
            Assembly {
                RecordingPart("first", diary)
                RecordingPart("second", diary)
            }
        )
        let lastPreparation = try #require(diary.entries.lastIndex { $0.hasPrefix("prepare") })
        let firstRun = try #require(diary.entries.firstIndex { $0.hasPrefix("run") })
        #expect(lastPreparation < firstRun)
    }

    @Test func `a part that cannot be prepared stops the start, and what was bound is let go`() async throws {
        let diary = Diary()
        await #expect(throws: Failure(name: "second")) {
            try await run(
                Assembly {
                    RecordingListener("door", diary)
                    RecordingPart("first", diary)
                    RecordingPart("second", diary, failing: .prepare)
                    RecordingPart("third", diary)
                }
            )
        }
        #expect(!diary.entries.contains("prepare third"))
        #expect(!diary.entries.contains("ready door"))
        #expect(diary.entries.last == "drain door")
    }

    @Test func `a part that fails while it runs stops the service, and all others drain`() async throws {
        let diary = Diary()
        await #expect(throws: Failure(name: "second")) {
            try await run(
                Assembly {
                    RecordingListener("door", diary)
                    RecordingPart("first", diary)
                    RecordingPart("second", diary, failing: .run)
                },
                waitsForStop: true
            )
        }
        let drains = diary.entries.filter { $0.hasPrefix("drain") }
        #expect(drains == ["drain second", "drain first", "drain door"])
    }

    @Test func `a listener that cannot be bound lets go of those that are`() async throws {
        let diary = Diary()
        await #expect(throws: Failure(name: "back")) {
            try await run(
                Assembly {
                    RecordingListener("front", diary)
                    RecordingListener("back", diary, failing: .bind)
                    RecordingPart("part", diary)
                }
            )
        }
        #expect(diary.entries.contains("drain front"))
        #expect(!diary.entries.contains { $0.hasPrefix("prepare") })
    }

    @Test func `a part that returns early ends nothing`() async throws {
        let diary = Diary()
        try await run(
            Assembly {
                RecordingPart("short", diary, endsEarly: true)
                RecordingListener("door", diary)
            }
        )
        #expect(diary.entries.contains("ready door"))
        #expect(diary.entries.last == "drain short")
    }

    @Test func `all parts drain under the one deadline that SHUTDOWN_TIMEOUT gives`() async throws {
        let diary = Diary()
        let clock = TestClock(uptime: .seconds(100))
        let assembly = Assembly {
            RecordingPart("first", diary)
            RecordingPart("second", diary)
        }
        try await Context(clock: clock).run {
            try await run(assembly, ServiceSettings(shutdownTimeout: .seconds(9)))
        }
        #expect(diary.deadlines == [.seconds(109), .seconds(109)])
    }

    @Test func `S3-68 a part's run is over before the one listed before it drains`() async throws {
        let diary = Diary()
        try await run(
            Assembly {
                RecordingPart("first", diary)
                RecordingPart("second", diary)
            }
        )
        let entries = diary.entries
        let end = try #require(entries.firstIndex(of: "run ended second"))
        let drain = try #require(entries.firstIndex(of: "drain first"))
        #expect(end < drain)
    }

    @Test func `a database is migrated at the start only where that is asked for`() async throws {
        try await TemporaryDirectory.with { directory in
            let checked = Database(SQLiteEngine(path: "\(directory)/checked.db"))
            let assembly = Assembly {
                checked
                JobQueue.migrations
            }
            let error = await #expect(throws: DatabaseError.self) {
                try await run(assembly, ServiceSettings(migrates: false))
            }
            #expect(error?.description.contains("migrate up") == true)
            let migrated = Database(SQLiteEngine(path: "\(directory)/migrated.db"))
            let other = Assembly {
                migrated
                JobQueue.migrations
            }
            try await run(other, ServiceSettings(migrates: true))
        }
    }

    /// Runs an assembly until it is ready, or until it fails, and writes down no time.
    private func run(
        _ assembly: Assembly,
        _ settings: ServiceSettings = ServiceSettings(),
        waitsForStop: Bool = false
    ) async throws {
        let (stop, requestStop) = AsyncStream.makeStream(of: Never.self)
        let runner = ServiceRunner(assembly: assembly, settings: settings)
        try await runner.run(
            until: { for await _ in stop {} },
            onReady: { if !waitsForStop { requestStop.finish() } }
        )
    }
}
