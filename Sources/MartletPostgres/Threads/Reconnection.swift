import MartletContext
import MartletResilience

/// When a pool whose last attempt to connect failed tries again: after a growing pause, which chance spreads in full, so
/// that the services of a server that comes back do not come all at once.
struct Reconnection {
    private let backoff = Backoff.exponential(from: .milliseconds(100), cap: .seconds(2))
    private let random: any RandomSource
    private var attempts = 0
    private var nextUptime = Duration.zero

    init(random: any RandomSource = SystemRandom()) {
        self.random = random
    }

    /// Tells whether the last attempt failed.
    var isFailing: Bool { attempts > 0 }

    /// Tells whether an attempt may be made.
    func isDue(at uptime: Duration) -> Bool {
        !isFailing || uptime >= nextUptime
    }

    mutating func fail(at uptime: Duration) {
        attempts += 1
        nextUptime = uptime + backoff.delay(afterAttempt: attempts, random: random)
    }

    mutating func succeed() {
        attempts = 0
    }
}
