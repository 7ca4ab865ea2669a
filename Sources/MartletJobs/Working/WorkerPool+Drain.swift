import MartletContext
import MartletResilience
import Synchronization

extension WorkerPool {
    /// Runs jobs until none is due here and none is running in this process; returns the number of attempts made.
    func drain() async throws -> Int {
        var attempts = 0
        await rescue()
        while true {
            try Task.checkCancellation()
            let generation = state.withLock(\.generation)
            let claim = try await claim(limit: slots)
            await withDiscardingTaskGroup { group in
                for job in claim.jobs { group.addTask { await self.execute(job) } }
            }
            attempts += claim.jobs.count
            guard claim.jobs.isEmpty, !claim.mayHaveMore else { continue }
            let isDone = state.withLock { $0.isIdle && $0.generation == generation }
            if isDone { return attempts }
            await change { $0.isIdle || $0.generation != generation }
        }
    }

    /// Takes no more jobs, waits for those at hand until a deadline, then cancels them and gives them back.
    func drain(until deadline: Deadline) async {
        state.withLock { $0.isDraining = true }
        await idle(until: deadline)
        for lease in state.withLock({ Array($0.attempts.keys) }) { stop(lease, .shutdown) }
        await idle(until: .after(JobLimits.cancellationGrace))
        settler.end(by: .after(JobLimits.cancellationGrace))
        await withDiscardingTaskGroup { group in
            for lease in state.withLock({ Array($0.attempts.keys) }) {
                group.addTask { await self.giveBack(lease) }
            }
        }
        state.withLock { $0.wakeup }?.finish()
    }

    private func idle(until deadline: Deadline) async {
        do {
            try await withDeadline(deadline, of: "jobs.drain") { [self] in
                while !state.withLock(\.isIdle), !Task.isCancelled { await change { $0.isIdle } }
            }
        } catch {
            // The deadline has passed, or nobody waits any more: what is still at hand is given back either way.
        }
    }

    /// Gives a job back over the head of a handler that does not end; what it still says is stale then.
    private func giveBack(_ lease: JobLease) async {
        let settlement = Settlement.again(after: .zero, error: nil, givesAttemptBack: true)
        _ = await settler.settle(SettledJob(lease: lease, settlement: settlement))
    }
}
