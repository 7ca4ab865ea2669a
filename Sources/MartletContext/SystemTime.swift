import Glibc

/// The machine's own clocks.
public struct SystemTime: TimeSource {
    /// Creates the machine's clock.
    public init() {}

    /// The machine's time of day, in UTC, to the microsecond.
    public var now: Instant {
        Instant(sinceEpoch: read(CLOCK_REALTIME))
    }

    /// The time since the machine started, without pauses of the machine.
    public var uptime: Duration {
        read(CLOCK_MONOTONIC)
    }

    /// Suspends until ``uptime`` reaches the given value.
    public func sleep(until uptime: Duration) async throws {
        try await Task.sleep(for: max(.zero, uptime - self.uptime))
    }

    private func read(_ clock: clockid_t) -> Duration {
        var time = timespec()
        unsafe clock_gettime(clock, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
