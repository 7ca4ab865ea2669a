import Logging
import MartletContext
import MartletDatabase
import Synchronization

extension WorkerPool {
    /// Extends the leases of the jobs at hand, apart from their handlers, and stops those that are lost.
    func beat() async {
        while !Task.isCancelled {
            let works = await heartbeat()
            await rest(works ? JobLimits.heartbeat * 0.67 : JobLimits.heartbeatRetry)
        }
    }

    /// Stores one heartbeat for all jobs at hand; returns false when the database did not answer.
    func heartbeat() async -> Bool {
        let uptime = Context.current.clock.uptime
        let leases = state.withLock { $0.living(at: uptime) }
        guard !leases.isEmpty else { return true }
        do {
            let held = try await uninterrupted { [database, store] in
                try await database.write(isolation: .readCommitted) { tx in try store.extend(leases, in: tx) }
            }
            note("heartbeat", failure: nil)
            state.withLock { for lease in held { $0.extend(lease, until: uptime + JobLimits.lease) } }
            for lease in leases where !held.contains(lease) { stop(lease, .staleLease) }
            return true
        } catch {
            note("heartbeat", failure: error)
            let limit = Context.current.clock.uptime + JobLimits.fenceMargin
            for lease in state.withLock({ $0.ending(before: limit) }) { stop(lease, .lostContact) }
            return false
        }
    }

    /// Looks for jobs without a living worker, and for what is past its retention.
    func maintain() async {
        var lastSweep: Duration?
        while !Task.isCancelled {
            await rest(JobLimits.rescuePeriod * 0.67)
            await rescue()
            await nameUnhandled()
            let uptime = Context.current.clock.uptime
            if lastSweep.map({ uptime - $0 >= JobLimits.sweepPeriod }) ?? true {
                lastSweep = uptime
                await sweep()
            }
        }
    }

    /// Takes jobs back whose workers have gone.
    func rescue() async {
        let living = state.withLock { Set($0.living(at: Context.current.clock.uptime)) }
        do {
            let orphans = try await uninterrupted { [database, store, kinds] in
                try await database.write(isolation: .readCommitted) { tx in
                    try store.rescue(sparing: living, knowing: kinds, in: tx)
                }
            }
            note("rescue", failure: nil)
            guard !orphans.isEmpty else { return }
            await report(orphans)
            metrics.rescued(orphans.count)
            wake()
        } catch {
            note("rescue", failure: error)
        }
    }

    private func report(_ orphans: [OrphanedJob]) async {
        for orphan in orphans where !orphan.isPoison {
            let logger = Logger.queue.naming(orphan)
            logger.warning("job_rescued", metadata: ["rescues": .stringConvertible(orphan.rescues + 1)])
        }
        // As many at a time as there are slots; one whose handler has to wait then does not keep the others waiting.
        var poison = orphans.filter(\.isPoison)[...]
        while !poison.isEmpty {
            await withDiscardingTaskGroup { group in
                for orphan in poison.prefix(slots) { group.addTask { await self.bury(orphan) } }
            }
            poison = poison.dropFirst(slots)
        }
    }

    private func bury(_ orphan: OrphanedJob) async {
        let kind = orphan.kind
        await context(of: orphan).run {
            let reason = JobStore.poisonReason
            switch await bury(orphan.id, kind: kind, lease: orphan.lease, because: reason) {
            case .accepted:
                metrics.finished(kind: kind, outcome: .dead)
                Logger.queue.error("job_dead", metadata: ["reason": "\(reason)"])
            case .lost(let failure):
                let facts: Logger.Metadata = ["operation": "job \(kind)", "outcome": "dead", "reason": "\(reason)"]
                Logger.queue.error("job_outcome_lost", error: failure, metadata: facts)
            case .stale: break  // Its worker, or another process, was quicker.
            }
        }
    }

    private func sweep() async {
        var count = 1
        while count > 0, !Task.isCancelled {
            do {
                count = try await uninterrupted { [database, store] in
                    try await database.write(isolation: .readCommitted) { tx in try store.sweep(in: tx) }
                }
                note("sweep", failure: nil)
            } catch {
                note("sweep", failure: error)
                return
            }
        }
    }
}

extension PoolState {
    /// The claims whose handlers are held to live: all but those that hang, or have ended their job themselves.
    func living(at uptime: Duration) -> [JobLease] {
        attempts.filter { _, attempt in
            !attempt.notes.isCommitted && attempt.hangsAt.map { $0 > uptime } ?? true
        }.map(\.key)
    }

    /// The claims whose leases end before an uptime.
    func ending(before uptime: Duration) -> [JobLease] {
        attempts.filter { $0.value.leaseEnds < uptime }.map(\.key)
    }
}
