import InMemoryLogging
import Logging
import MartletContext
import MartletResilience
import MartletTesting
import Testing

@Suite(.timeLimit(.minutes(10))) struct RetryPolicyUnitTests {
    private let bench = Bench()

    /// Fails with a numbered failure until the given call, which returns its number.
    private func succeeding(at success: Int, _ verdict: RetryVerdict = .transient) -> @Sendable (Int) throws -> Int {
        { attempt in
            guard attempt < success else { return attempt }
            throw Failure(number: attempt, retryVerdict: verdict)
        }
    }

    @Test func `S0-10 three attempts by default, the first success is returned`() async throws {
        let operation = succeeding(at: 3)
        let value = try await bench.run(advancing: [.milliseconds(500), .seconds(1)]) {
            try await RetryPolicy.externalCall.run("test") { try operation($0) }
        }
        #expect(value == 3)
    }

    @Test func `S0-11 S1-16 a permanent error is thrown after one call`() async throws {
        let calls = Counter()
        await #expect(throws: Failure(number: 1, retryVerdict: .permanent)) {
            try await bench.context.run {
                try await RetryPolicy.externalCall.run("test") { attempt in
                    calls.increment()
                    throw Failure(number: attempt, retryVerdict: .permanent)
                }
            }
        }
        #expect(calls.value == 1)
        #expect(bench.clock.sleeps.isEmpty)
    }

    @Test func `S0-11 an error that says nothing of itself is permanent`() async throws {
        await #expect(throws: PlainFailure()) {
            try await bench.context.run { try await RetryPolicy().run("test") { _ in throw PlainFailure() } }
        }
        #expect(bench.clock.sleeps.isEmpty)
    }

    @Test func `S0-12 after the last attempt the last error is thrown itself`() async throws {
        let operation = succeeding(at: 9)
        await #expect(throws: Failure(number: 3)) {
            try await bench.run(advancing: [.milliseconds(500), .seconds(1)]) {
                try await RetryPolicy.externalCall.run("test") { try operation($0) }
            }
        }
    }

    @Test func `S0-13 C-12 a provider's API is tried again after 0.5 and 1 second`() async throws {
        let operation = succeeding(at: 9)
        _ = try? await bench.run(advancing: [.milliseconds(500), .seconds(1)]) {
            try await RetryPolicy.externalCall.run("test") { try operation($0) }
        }
        #expect(bench.clock.sleeps == [.milliseconds(500), .seconds(1)])
    }

    @Test func `S1-15 C-12 a transient fault is tried three times, after 1 and 2 seconds`() async throws {
        let operation = succeeding(at: 3)
        let value = try await bench.run(advancing: [.seconds(1), .seconds(2)]) {
            try await RetryPolicy.transientFault.run("test") { try operation($0) }
        }
        #expect(value == 3)
        #expect(bench.clock.sleeps == [.seconds(1), .seconds(2)])
    }

    @Test func `S0-17 connecting is tried five times, one second apart`() async throws {
        let operation = succeeding(at: 9)
        await #expect(throws: Failure(number: 5)) {
            try await bench.run(advancing: Array(repeating: .seconds(1), count: 4)) {
                try await RetryPolicy.connecting.run("test") { try operation($0) }
            }
        }
        #expect(bench.clock.sleeps == Array(repeating: .seconds(1), count: 4))
    }

    @Test func `S0-15 each retry is one warning with attempt, bound and pause`() async throws {
        let operation = succeeding(at: 3)
        _ = try await bench.run(advancing: [.milliseconds(500), .seconds(1)]) {
            try await RetryPolicy.externalCall.run("billing.invoice") { try operation($0) }
        }
        let entries = bench.log.entries
        #expect(entries.map(\.level) == [.warning, .warning])
        #expect(entries.map(\.message) == ["retry_scheduled", "retry_scheduled"])
        #expect(entries.map { $0.metadata["operation"] } == ["billing.invoice", "billing.invoice"])
        #expect(entries.map { $0.metadata["attempt"]?.description } == ["1", "2"])
        #expect(entries.map { $0.metadata["max"]?.description } == ["3", "3"])
        #expect(entries.map { $0.metadata["delay_ms"]?.description } == ["500", "1000"])
    }

    @Test func `an error enters the log with its text only when it is made for that`() async throws {
        _ = try? await bench.run(advancing: [.seconds(1)]) {
            try await RetryPolicy(attempts: 2, backoff: .constant(.seconds(1), jitter: .additive(0)))
                .run("test", classify: { _ in .transient }) { _ in throw PlainFailure() }
        }
        #expect(bench.log.entries.map { $0.metadata["error"] } == ["PlainFailure"])
    }

    @Test func `S0-16 a policy with neither a pause nor a bound is refused`() async {
        await #expect(processExitsWith: .failure) {
            _ = RetryPolicy(attempts: nil, backoff: .constant(.zero))
        }
        await #expect(processExitsWith: .failure) {
            _ = RetryPolicy(attempts: nil, backoff: .exponential(from: .seconds(1), cap: .zero))
        }
        await #expect(processExitsWith: .failure) { _ = RetryPolicy(attempts: 0) }
    }

    @Test func `a policy without a bound goes on and names no bound in the log`() async throws {
        let operation = succeeding(at: 12)
        let policy = RetryPolicy(attempts: nil, backoff: .constant(.seconds(1), jitter: .additive(0)))
        let value = try await bench.run(advancing: Array(repeating: .seconds(1), count: 11)) {
            try await policy.run("test") { try operation($0) }
        }
        #expect(value == 12)
        #expect(bench.log.entries.allSatisfy { $0.metadata["max"] == nil })
    }

    @Test func `F-45 the other side's hint lengthens the pause`() async throws {
        let operation = succeeding(at: 2, .transientAfter(.seconds(7)))
        _ = try await bench.run(advancing: [.seconds(7)]) {
            try await RetryPolicy.externalCall.run("test") { try operation($0) }
        }
        #expect(bench.clock.sleeps == [.seconds(7)])
    }

    @Test func `F-45 a hint of nothing does not take the pause away, an endless one is cut to a minute`() async throws {
        let impatient = succeeding(at: 2, .transientAfter(.zero))
        _ = try await bench.run(advancing: [.milliseconds(500)]) {
            try await RetryPolicy.externalCall.run("test") { try impatient($0) }
        }
        let endless = succeeding(at: 2, .transientAfter(.seconds(86_400)))
        _ = try await bench.run(advancing: [.seconds(60)]) {
            try await RetryPolicy.externalCall.run("test") { try endless($0) }
        }
        #expect(bench.clock.sleeps == [.milliseconds(500), .seconds(60)])
    }

    @Test func `F-45 a pause that would reach the deadline is not begun`() async throws {
        let operation = succeeding(at: 3)
        await #expect(throws: Failure(number: 2)) {
            try await bench.run(advancing: [.milliseconds(500)], deadline: .milliseconds(1500)) {
                try await RetryPolicy.externalCall.run("test") { try operation($0) }
            }
        }
        #expect(bench.clock.sleeps == [.milliseconds(500)])
    }

    @Test func `F-49 a cancelled operation is not tried again`() async throws {
        await #expect(throws: CancellationError.self) {
            try await bench.context.run {
                try await RetryPolicy().run("test", classify: { _ in .transient }) { _ in throw CancellationError() }
            }
        }
        #expect(bench.log.entries.isEmpty)
    }

    @Test func `F-49 a cancelled caller gets its cancellation during a pause`() async throws {
        let operation = succeeding(at: 9)
        await #expect(throws: CancellationError.self) {
            try await withThrowingTaskGroup(of: Int.self) { [bench] group in
                group.addTask {
                    try await bench.context.run {
                        try await RetryPolicy.externalCall.run("test") { try operation($0) }
                    }
                }
                try await bench.clock.waitForSleepers(1)
                group.cancelAll()
                try await group.waitForAll()
            }
        }
        #expect(bench.clock.sleeperCount == 0)
    }

    @Test func `F-49 a failure of a call that was cancelled is not logged as a retry`() async throws {
        await #expect(throws: CancellationError.self) {
            try await withThrowingTaskGroup(of: Void.self) { [bench] group in
                group.cancelAll()
                group.addTask {
                    try await bench.context.run {
                        try await RetryPolicy.externalCall.run("test") { throw Failure(number: $0) }
                    }
                }
                try await group.waitForAll()
            }
        }
        #expect(bench.log.entries.isEmpty)
    }
}
