/// When to tell of updates that cannot be read: at once, then again after a while.
struct UnreadableWarning: Sendable {
    /// The time between two warnings.
    static let period: Duration = .seconds(600)

    private var count = 0
    private var toldAt: Duration?

    /// Notes updates that cannot be read; returns how many there were since the last warning when it is time for one.
    mutating func note(_ unreadable: Int, at uptime: Duration) -> Int? {
        count += unreadable
        if let toldAt, uptime - toldAt < Self.period { return nil }
        guard count > 0 else { return nil }
        defer { count = 0 }
        toldAt = uptime
        return count
    }
}
