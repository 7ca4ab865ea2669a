import MartletContext
import Synchronization

/// Runs the health checks at most once in a while and remembers what they gave.
///
/// One round runs at a time; whoever asks meanwhile gets the last result, so a stampede on `/health` reaches nothing
/// behind it.
final class HealthMonitor: Sendable {
    private struct State {
        var report: HealthReport?
        var expires = Duration.zero
        var isRunning = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let checks: [HealthCheck]
    private let lifetime: Duration
    private let state = Mutex(State())

    init(checks: [HealthCheck], lifetime: Duration = .seconds(2)) {
        self.checks = checks
        self.lifetime = lifetime
    }

    /// Returns the last report while it is fresh, or a new one.
    func report() async -> HealthReport {
        while true {
            let uptime = Context.current.clock.uptime
            let (known, mustRun) = state.withLock { state -> (HealthReport?, Bool) in
                if let report = state.report, uptime < state.expires || state.isRunning { return (report, false) }
                if state.isRunning { return (nil, false) }
                state.isRunning = true
                return (nil, true)
            }
            if let known { return known }
            if mustRun { return await runRound() }
            await waitForRound()
        }
    }

    private func runRound() async -> HealthReport {
        let report = await HealthReport(running: checks)
        let waiters = state.withLock { state in
            // Who was cancelled learnt nothing of the checks; whoever waited runs a round of their own.
            if !Task.isCancelled {
                state.report = report
                state.expires = Context.current.clock.uptime + lifetime
            }
            state.isRunning = false
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
        return report
    }

    /// Waits for the first round; it is bounded because every check is.
    private func waitForRound() async {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                guard state.isRunning else { return true }
                state.waiters.append(continuation)
                return false
            }
            if isOver { continuation.resume() }
        }
    }
}
