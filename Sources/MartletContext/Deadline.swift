/// The latest moment at which an answer is still wanted, on the clock's uptime.
public struct Deadline: Sendable, Hashable {
    /// The clock's ``TimeSource/uptime`` at which the deadline passes.
    public let uptime: Duration

    /// Creates a deadline at an uptime of the clock.
    public init(uptime: Duration) {
        self.uptime = uptime
    }

    /// Returns the deadline a duration from now, on the current context's clock.
    public static func after(_ duration: Duration) -> Deadline {
        Deadline(uptime: Context.current.clock.uptime + duration)
    }

    /// Returns the time left on the current context's clock; negative once the deadline has passed.
    public var remaining: Duration {
        uptime - Context.current.clock.uptime
    }

    /// Tells whether the deadline has passed on the current context's clock.
    public var hasPassed: Bool {
        remaining <= .zero
    }

    /// Returns the earlier of this deadline and another one, which may be absent.
    public func earlier(of other: Deadline?) -> Deadline {
        guard let other else { return self }
        return other.uptime < uptime ? other : self
    }
}
