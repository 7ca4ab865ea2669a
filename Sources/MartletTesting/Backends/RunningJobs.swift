public import Martlet

/// The jobs of a backend that runs inside the test.
public struct RunningJobs: Sendable {
    let queues: [JobQueue]
    let context: Context

    /// Runs every job that is due by the backend's clock, and those that become due by it, until none is left.
    ///
    /// - Returns: The number of attempts made by this call.
    /// - Throws: A `DatabaseError`, or `CancellationError`.
    @discardableResult
    public func drain() async throws -> Int {
        try await context.run {
            var attempts = 0
            for queue in queues { attempts += try await queue.drain() }
            return attempts
        }
    }

    /// Counts the jobs of the backend's first queue.
    public func counts() async throws -> JobCounts {
        try await context.run { try await first.counts() }
    }

    /// Returns the dead letters of the backend's first queue, the latest first, at most 100.
    public func deadLetters() async throws -> [DeadLetter] {
        try await context.run { try await first.deadLetters() }
    }

    private var first: JobQueue {
        guard let queue = queues.first else { preconditionFailure("The backend's assembly lists no workers.") }
        return queue
    }
}
