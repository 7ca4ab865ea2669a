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
    }

    /// Makes the loop that takes jobs look for some, if it runs.
    func wake() {
        _ = state.withLock { $0.wakeup }?.yield()
    }

    /// Takes due jobs that this process has handlers for; they count as at hand from the moment when they are taken.
    func claim(limit: Int) async throws -> Claim {
        let leaseEnds = Context.current.clock.uptime + JobLimits.lease
        state.withLock { $0.beginClaim() }
        do {
            let claim = try await uninterrupted { [database, store, kinds] in
                try await database.write(isolation: .readCommitted) { tx in
                    try store.claim(limit: limit, of: kinds, in: tx)
                }
            }
            endClaim(claim.jobs.map(\.lease), leaseEnds: leaseEnds)
            return claim
        } catch {
            endClaim([], leaseEnds: leaseEnds)
            throw error
        }
    }

    private func endClaim(_ leases: [JobLease], leaseEnds: Duration) {
        for observer in state.withLock({ $0.endClaim(leases, leaseEnds: leaseEnds) }) { observer.resume() }
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
            Logger.queue.error("jobs_unavailable", error: failure, metadata: ["part": "\(part)"])
        } else {
            Logger.queue.info("jobs_available", metadata: ["part": "\(part)"])
        }
    }
}
