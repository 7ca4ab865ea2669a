/// A point in time, in UTC, to the microsecond.
///
/// Reads and writes RFC 3339; what it writes always has six digits of fraction and a `Z`, so that the texts sort as the
/// instants do.
public struct Instant: Sendable, Hashable {
    /// Microseconds since 1970-01-01T00:00:00Z.
    public var microseconds: Int64

    /// Creates an instant from microseconds since 1970-01-01T00:00:00Z.
    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// Creates an instant from the time since 1970-01-01T00:00:00Z; what is finer than a microsecond is cut.
    ///
    /// Beyond what fits, some 292,000 years either way, it is the last or the first instant there is.
    public init(sinceEpoch duration: Duration) {
        let duration = min(max(duration, .microseconds(Int64.min)), .microseconds(Int64.max))
        let (seconds, attoseconds) = duration.components
        microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    }

    /// The time since 1970-01-01T00:00:00Z.
    public var sinceEpoch: Duration {
        .microseconds(microseconds)
    }

    /// Returns the instant a duration later.
    public static func + (instant: Instant, duration: Duration) -> Instant {
        Instant(sinceEpoch: instant.sinceEpoch + duration)
    }

    /// Returns the instant a duration earlier.
    public static func - (instant: Instant, duration: Duration) -> Instant {
        Instant(sinceEpoch: instant.sinceEpoch - duration)
    }

    /// Returns the time from the right instant to the left one.
    public static func - (later: Instant, earlier: Instant) -> Duration {
        .microseconds(later.microseconds - earlier.microseconds)
    }
}

extension Instant: Comparable {
    /// Tells whether the left instant is the earlier one.
    public static func < (left: Instant, right: Instant) -> Bool {
        left.microseconds < right.microseconds
    }
}
