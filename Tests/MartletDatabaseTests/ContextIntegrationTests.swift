import InMemoryLogging
import Logging
import MartletContext
import MartletDatabase
import MartletTesting
import Testing

/// The caller's context is bound wherever an engine runs the caller's code.
@Suite struct ContextIntegrationTests {
    /// Answers with the correlation id of the context in which its rows are read.
    struct Observed: StatementAnswer {
        var correlation: CorrelationID?

        static func collect(_ rows: inout Rows) throws -> Observed {
            Observed(correlation: Context.current.correlation)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the context is the caller's in a snapshot, in a transaction and where rows are read`(
        engine: TestEngine
    ) async throws {
        try await engine.withDatabase { database in
            var context = Context(clock: TestClock())
            context.correlation = CorrelationID()
            let expected = context.correlation
            try await context.run {
                let now = Context.current.clock.now
                #expect(try await database.run("SELECT 1" as Statement<Observed>).correlation == expected)
                let read = try await database.read { _ in (Context.current.correlation, Context.current.clock.now) }
                #expect(read == (expected, now))
                let write = try await database.write { _ in (Context.current.correlation, Context.current.clock.now) }
                #expect(write == (expected, now))
            }
            let outside = try await database.write { _ in Context.current.correlation }
            #expect(outside == nil)
        }
    }

    @Test(arguments: TestEngine.allCases.filter { $0 == .postgres })
    func `what the server remarks is logged for whoever ran the statement`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            var logs = InMemoryLogHandler()
            logs.logLevel = .debug
            let logger = Logger(label: "test") { [logs] _ in logs }
            try await database.run("DROP TABLE IF EXISTS nowhere")
            _ = try await Context(logger: logger).run {
                try await database.run("DROP TABLE IF EXISTS nobody" as Statement<Changes>)
            }
            let notices = logs.entries.filter { $0.message == "database.notice" }
            #expect(notices.map(\.level) == [.debug])
            #expect(notices.first?.metadata["message"] == #"table "nobody" does not exist, skipping"#)
        }
    }
}
