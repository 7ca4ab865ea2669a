public import MartletResilience

/// How often a job is tried, how long it rests in between, and how long one attempt may take.
public struct JobPolicy: Sendable, Hashable {
    /// The most attempts; a job that fails the last one is a dead letter.
    public let attempts: Int

    /// The pause between attempts.
    public let backoff: Backoff

    /// The longest time of one attempt, which is cancelled when it is over.
    public let deadline: Duration

    /// Creates a policy; everything left out has the default: ten attempts over some hours, five minutes each.
    public init(
        attempts: Int = 10,
        backoff: Backoff = .exponential(from: .seconds(2), cap: .seconds(3600)),
        deadline: Duration = .seconds(300)
    ) {
        precondition(attempts >= 1, "A job is tried at least once.")
        precondition(deadline > .zero, "An attempt at a job needs time.")
        self.attempts = attempts
        self.backoff = backoff
        self.deadline = deadline
    }
}
