public import MartletResilience

/// How often a job is tried, how long it rests in between, how long one attempt may take, and how many may run at a time.
public struct JobPolicy: Sendable, Hashable {
    /// The most attempts; a job that fails the last one is a dead letter.
    public let attempts: Int

    /// The pause between attempts.
    public let backoff: Backoff

    /// The longest time of one attempt, which is cancelled when it is over.
    public let deadline: Duration

    /// The most attempts at jobs of this type that one process makes at the same time; nil for as many as its workers make.
    ///
    /// Jobs that wait for another side, which may be slow, then leave slots for the others. Those beyond it stay in the
    /// queue and lose no attempt; one that is the first of its ordering key holds the key up until it runs.
    public let slots: Int?

    /// Creates a policy; everything left out has the default: ten attempts over some hours, five minutes each, in any slot.
    public init(
        attempts: Int = 10,
        backoff: Backoff = .exponential(from: .seconds(2), cap: .seconds(3600)),
        deadline: Duration = .seconds(300),
        slots: Int? = nil
    ) {
        precondition(attempts >= 1, "A job is tried at least once.")
        precondition(deadline > .zero, "An attempt at a job needs time.")
        precondition(slots.map { $0 >= 1 } ?? true, "A job needs a slot to run in.")
        self.attempts = attempts
        self.backoff = backoff
        self.deadline = deadline
        self.slots = slots
    }
}
