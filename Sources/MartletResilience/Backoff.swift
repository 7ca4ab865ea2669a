public import MartletContext

/// A growing pause between attempts, spread by chance so that many callers do not come back at the same moment.
///
/// Retries, job queues and reconnecting loops take their pauses from here.
///
/// ```swift
/// let backoff = Backoff.exponential(from: .seconds(5))
/// let pause = backoff.delay(afterAttempt: 3, random: Context.current.randomness)
/// ```
public struct Backoff: Sendable, Hashable {
    /// The pause after the first attempt, before jitter.
    public let base: Duration

    /// What the pause is multiplied by from one attempt to the next.
    public let factor: Double

    /// The longest pause, before additive jitter.
    public let cap: Duration

    /// How chance spreads the pause.
    public let jitter: Jitter

    /// Creates a backoff; `base` and `cap` must not be negative and `factor` must be one or more.
    public init(base: Duration, factor: Double = 2, cap: Duration = .seconds(60), jitter: Jitter = .full) {
        precondition(base >= .zero && cap >= .zero, "A pause cannot be negative.")
        precondition(factor >= 1, "The factor of a backoff must be one or more, or pauses would shrink to nothing.")
        self.base = base
        self.factor = factor
        self.cap = cap
        self.jitter = jitter
    }

    /// Returns a pause that doubles (or grows by another factor) up to a cap.
    public static func exponential(
        from base: Duration,
        factor: Double = 2,
        cap: Duration = .seconds(60),
        jitter: Jitter = .full
    ) -> Backoff {
        Backoff(base: base, factor: factor, cap: cap, jitter: jitter)
    }

    /// Returns a pause that stays the same.
    public static func constant(_ pause: Duration, jitter: Jitter = .full) -> Backoff {
        Backoff(base: pause, factor: 1, cap: pause, jitter: jitter)
    }

    /// Returns the pause after a failed attempt, counted from one.
    public func delay(afterAttempt attempt: Int, random: some RandomSource) -> Duration {
        jitter.spread(delayBeforeJitter(afterAttempt: attempt), random: random)
    }

    private func delayBeforeJitter(afterAttempt attempt: Int) -> Duration {
        guard base > .zero else { return .zero }
        let limit = cap / base
        var multiplier = 1.0
        var step = 1
        while step < attempt, factor > 1, multiplier < limit {
            multiplier *= factor
            step += 1
        }
        return multiplier < limit ? base * multiplier : cap
    }
}
