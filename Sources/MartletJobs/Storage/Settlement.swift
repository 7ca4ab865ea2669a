/// What the store does with a job after an attempt.
enum Settlement: Sendable, Hashable {
    /// The job leaves the queue.
    case finish(FinalState, reason: String?)
    /// The job runs again later; an attempt that does not count is given back.
    case again(after: Duration, error: String?, givesAttemptBack: Bool)
}

/// How a job ends.
enum FinalState: String, Sendable, Hashable, CaseIterable {
    case completed
    case cancelled
    case dead
}

/// A claim and what becomes of it.
struct SettledJob: Sendable, Hashable {
    let lease: JobLease
    let settlement: Settlement
}
