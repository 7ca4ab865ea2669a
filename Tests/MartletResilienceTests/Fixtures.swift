import InMemoryLogging
import Logging
import MartletContext
import MartletResilience
import MartletTesting
import Synchronization

/// A context with a test clock, a random source fixed at zero and a log in memory.
struct Bench {
    let clock = TestClock()
    let log = InMemoryLogHandler()

    var context: Context {
        Context(clock: clock, logger: Logger(label: "test", factory: { _ in log }), randomness: FixedRandom())
    }

    /// Runs an operation in the context while the clock jumps over each expected sleep.
    func run<Success: Sendable>(
        advancing pauses: [Duration],
        deadline: Duration? = nil,
        _ operation: @escaping @Sendable () async throws -> Success
    ) async throws -> Success {
        var context = context
        context.deadline = deadline.map { Deadline(uptime: clock.uptime + $0) }
        return try await context.run {
            async let outcome = operation()
            for pause in pauses {
                try await clock.waitForSleepers(1)
                clock.advance(by: pause)
            }
            return try await outcome
        }
    }
}

/// A failure with a number, which says of itself whether it passes.
struct Failure: RetryClassified, Equatable {
    var number: Int
    var retryVerdict = RetryVerdict.transient
}

/// A failure that says nothing of itself.
struct PlainFailure: Error, Equatable {
    var secret = "hunter2"
}

/// Counts what happened.
final class Counter: Sendable {
    private let state = Mutex(0)
    var value: Int { state.withLock { $0 } }
    func increment() { state.withLock { $0 += 1 } }
}

/// Suspends until the task is cancelled.
func waitForCancellation() async {
    let (stream, continuation) = AsyncStream<Never>.makeStream()
    for await _ in stream {}
    continuation.finish()
}
