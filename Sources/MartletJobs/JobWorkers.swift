public import MartletContext

/// The workers of a queue: they take due jobs and run them in a fixed number of slots.
public struct JobWorkers: Sendable {
    /// The queue whose jobs they run.
    public let queue: JobQueue

    let pool: WorkerPool

    /// Works until the task is cancelled or the workers are drained.
    ///
    /// Does not throw: while the database does not answer, it is asked again. When the task is cancelled, running jobs
    /// are cancelled and given back.
    public func run() async {
        await pool.run()
    }

    /// Takes no more jobs, waits for the running ones, and gives back those that are not done by the deadline.
    ///
    /// A job that is given back loses no attempt. ``run()`` returns when all handlers have returned.
    public func drain(until deadline: Deadline) async {
        await pool.drain(until: deadline)
    }

    /// Runs every job that is due until none is due or running, as ``JobQueue/drain()`` does; for tests.
    @discardableResult
    public func drain() async throws -> Int {
        try await pool.drain()
    }
}
