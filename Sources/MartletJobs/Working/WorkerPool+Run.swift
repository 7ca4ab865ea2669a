import MartletContext
import Synchronization

extension WorkerPool {
    /// Takes and runs jobs until the task is cancelled or the pool is drained.
    func run() async {
        let (wakeups, wakeup) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let isDraining = state.withLock { state in
            state.wakeup = wakeup
            return state.isDraining
        }
        if isDraining { wakeup.finish() }
        await withDiscardingTaskGroup { group in
            await rescue()
            group.addTask { await self.poll() }
            group.addTask { await self.beat() }
            group.addTask { await self.maintain() }
            for await _ in wakeups { await fetch(into: &group) }
            if Task.isCancelled { return }
            await change { $0.isIdle }
            group.cancelAll()
        }
        state.withLock { $0.wakeup = nil }
    }

    /// Fills the free slots, for as long as there are due jobs.
    private func fetch(into group: inout DiscardingTaskGroup) async {
        while !Task.isCancelled {
            let free = state.withLock { $0.isDraining ? 0 : slots - $0.attempts.count }
            guard free > 0 else { return }
            do {
                let claim = try await claim(limit: free)
                note("claim", failure: nil)
                for job in claim.jobs { group.addTask { await self.execute(job) } }
                guard claim.mayHaveMore else { return }
            } catch is CancellationError {
                return
            } catch {
                note("claim", failure: error)
                return
            }
        }
    }

    /// Wakes the fetching loop now and then, whatever signals may have been lost.
    private func poll() async {
        while !Task.isCancelled {
            wake()
            await rest(JobLimits.poll)
        }
    }

    /// Suspends for a period, give or take half of it, so that processes do not fall into step.
    func rest(_ period: Duration) async {
        let context = Context.current
        do { try await context.clock.sleep(for: period * (0.5 + context.randomness.unit())) } catch {
            // Cancelled: every loop looks for that itself.
        }
    }
}
