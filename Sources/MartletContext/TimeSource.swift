/// A clock with two hands: the wall's time of day, which may be set, and an uptime that never steps back.
///
/// Deadlines, leases held in memory and pauses use ``uptime``; what is stored or shown uses ``now``.
public protocol TimeSource: Sendable {
    /// The time of day, in UTC.
    var now: Instant { get }

    /// The time since some fixed point; never steps back.
    var uptime: Duration { get }

    /// Suspends until ``uptime`` reaches the given value; throws `CancellationError` when the task is cancelled.
    func sleep(until uptime: Duration) async throws
}

extension TimeSource {
    /// Suspends for a duration; returns at once when it is not positive.
    public func sleep(for duration: Duration) async throws {
        try await sleep(until: uptime + duration)
    }
}
