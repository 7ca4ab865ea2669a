import Martlet
import Synchronization

/// When to tell of something that may happen over and over: at once, then again after a while.
final class RepeatedWarning: Sendable {
    /// The time between two warnings.
    static let period: Duration = .seconds(600)

    private let state = Mutex((count: 0, toldAt: Duration?.none))

    /// Notes how often it has happened; returns how often since the last warning when it is time for one.
    func note(_ count: Int) -> Int? {
        let uptime = Context.current.clock.uptime
        return state.withLock { state in
            state.count += count
            if let toldAt = state.toldAt, uptime - toldAt < Self.period { return nil }
            guard state.count > 0 else { return nil }
            defer { state = (0, uptime) }
            return state.count
        }
    }
}
