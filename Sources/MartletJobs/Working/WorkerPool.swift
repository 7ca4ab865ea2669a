import Logging
import MartletContext
import MartletDatabase
import Synchronization

/// Takes jobs and runs them; the machine behind ``JobWorkers`` and ``JobQueue/drain()``.
final class WorkerPool: Sendable {
    let database: Database
    let store: JobStore
    let settler: Settler
    let metrics: JobMetrics
    let slots: Int
    let handlers: [String: JobRegistration]
    /// The kinds of jobs that this process has handlers for, in a fixed order.
    let kinds: [String]
    /// The most attempts at a time, by kind; kinds without a limit are not in it.
    let limits: [String: Int]
    let state = Mutex(PoolState())

    init(queue: JobQueue, slots: Int, handlers: [JobRegistration]) {
        database = queue.database
        store = queue.store
        metrics = queue.metrics
        settler = Settler(database: queue.database, store: queue.store)
        self.slots = slots
        self.handlers = Dictionary(handlers.map { ($0.kind, $0) }) { first, _ in
            preconditionFailure("Two handlers are listed for jobs of the kind '\(first.kind)'.")
        }
        kinds = self.handlers.keys.sorted()
        limits = self.handlers.compactMapValues(\.policy.slots)
    }

    /// Makes the loop that takes jobs look for some, if it runs.
    func wake() {
        _ = state.withLock { $0.wakeup }?.yield()
    }

    /// Takes due jobs that this process has handlers for; they count as at hand from the moment when they are taken.
    ///
    /// One claim at a time, because what a claim may take depends on what the one before it took. Throws a
    /// `CancellationError` when it is cancelled before its turn.
    func claim(limit: Int) async throws -> Claim {
        let left = try await turn()
        let leaseEnds = Context.current.clock.uptime + JobLimits.lease
        do {
            let claim = try await uninterrupted { [database, store, kinds] in
                try await database.write(isolation: .readCommitted) { tx in
                    try store.claim(limit: limit, of: kinds, atMost: left, in: tx)
                }
            }
            endClaim(claim.jobs, leaseEnds: leaseEnds)
            return claim
        } catch {
            endClaim([], leaseEnds: leaseEnds)
            throw error
        }
    }

    /// Waits until no claim is on its way, and returns what the next one may take of kinds that have a limit.
    private func turn() async throws -> [String: Int] {
        while true {
            if let left = state.withLock({ $0.beginClaim(within: limits) }) { return left }
            try Task.checkCancellation()
            await change { !$0.isClaiming }
        }
    }

    private func endClaim(_ jobs: [ClaimedJob], leaseEnds: Duration) {
        let kinds = Dictionary(uniqueKeysWithValues: jobs.map { ($0.lease, $0.kind) })
        for observer in state.withLock({ $0.endClaim(kinds, leaseEnds: leaseEnds) }) { observer.resume() }
    }

    /// Tells a handler to stop.
    func stop(_ lease: JobLease, _ reason: StopReason) {
        state.withLock { $0.stop(lease, reason) }?()
    }

    /// Suspends until a claim or a job has ended, unless a condition holds already; returns early when cancelled.
    func change(unless holds: @Sendable (PoolState) -> Bool) async {
        let id = state.withLock { $0.nextObserver() }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let waits = state.withLock { state in
                    guard !Task.isCancelled, !holds(state) else { return false }
                    state.observe(id, continuation)
                    return true
                }
                if !waits { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.forget(id) }?.resume()
        }
    }

    /// Logs the first failure of a part of the machinery, and that it works again; the calls in between say nothing.
    func note(_ part: String, failure: (any Error)?) {
        let changed = state.withLock { state in
            failure == nil ? state.outages.remove(part) != nil : state.outages.insert(part).inserted
        }
        guard changed else { return }
        if let failure {
            Logger.queue.error("jobs_unavailable", error: failure, metadata: ["operation": "jobs.\(part)"])
        } else {
            Logger.queue.info("jobs_available", metadata: ["operation": "jobs.\(part)"])
        }
    }
}
