import Logging
import MartletContext
import MartletDatabase
import MartletResilience
import Synchronization

/// Stores outcomes: those that come while one transaction is under way share the next one.
final class Settler: Sendable {
    /// What became of an outcome.
    enum Receipt: Sendable {
        /// It is stored.
        case accepted
        /// The claim was not valid any more; nothing is stored.
        case stale
        /// The database refused it, or could not be reached before the lease ran out; the job will run again.
        case lost(any Error)

        /// Whether another worker has the job.
        var isStale: Bool { if case .stale = self { true } else { false } }

        /// Why the outcome is lost, if it is.
        var failure: (any Error)? { if case .lost(let error) = self { error } else { nil } }
    }

    /// What a handler does in the transaction that stores the end of its job.
    typealias LastAct = @Sendable (Transaction) throws -> Void

    fileprivate struct Request {
        let job: SettledJob
        var lastAct: LastAct?
        let deadline: Deadline
        let continuation: CheckedContinuation<Receipt, Never>
    }

    private struct State {
        var requests: [Request] = []
        var isFlushing = false
        /// When the process ends; outcomes wait no longer.
        var end: Deadline?
    }

    private let database: Database
    private let store: JobStore
    private let state = Mutex(State())
    private static let backoff = Backoff.exponential(from: .milliseconds(100), cap: .seconds(2))

    init(database: Database, store: JobStore) {
        self.database = database
        self.store = store
    }

    /// Stores an outcome and returns when that is durable; not ended by cancellation.
    ///
    /// While the database does not answer it is asked again for as long as the lease may last. The context is the
    /// workers', not a job's: one transaction stores the outcomes of many.
    func settle(_ job: SettledJob, in context: Context = .current) async -> Receipt {
        let deadline = Deadline.after(JobLimits.lease)
        return await withCheckedContinuation { continuation in
            let request = Request(job: job, deadline: deadline, continuation: continuation)
            let leads = state.withLock { state in
                state.requests.append(request)
                defer { state.isFlushing = true }
                return !state.isFlushing
            }
            // Awaited by every request through its continuation; on its own so that no caller's cancellation ends it.
            if leads { Task { await context.run { await flush() } } }
        }
    }

    /// Stores an outcome as ``settle(_:in:)`` does, with what the handler does to that, in a transaction of their own.
    ///
    /// Apart from all others, so that whatever the handler does there, waits for or breaks is its own job's affair. The
    /// last act runs only where the claim was still valid. When it fails for a reason that is not the database's, the
    /// outcome is stored without it.
    func settle(_ job: SettledJob, with lastAct: @escaping LastAct) async -> Receipt {
        let deadline = Deadline.after(JobLimits.lease)
        return await withCheckedContinuation { continuation in
            let request = Request(job: job, lastAct: lastAct, deadline: deadline, continuation: continuation)
            // Awaited by the request through its continuation; on its own so that no caller's cancellation ends it.
            Task { await store([request]) }
        }
    }

    /// Gives up what cannot be stored by a deadline, because the process ends then.
    func end(by deadline: Deadline) {
        state.withLock { $0.end = deadline }
    }

    private func flush() async {
        while true {
            let batch = state.withLock { state in
                let batch = Array(state.requests.prefix(JobLimits.settleBatch))
                state.requests.removeFirst(batch.count)
                if batch.isEmpty { state.isFlushing = false }
                return batch
            }
            guard !batch.isEmpty else { return }
            await store(batch)
        }
    }

    private func store(_ batch: [Request]) async {
        var open = batch
        var attempt = 1
        while true {
            do {
                let accepted = try await write(open)
                for request in open {
                    request.continuation.resume(returning: accepted.contains(request.job.lease) ? .accepted : .stale)
                }
                return
            } catch {
                if !Self.isOutage(error) {
                    await refused(open, because: error)
                    return
                }
                if attempt == 1 {
                    Logger.queue.warning("job_outcomes_waiting", error: error)
                }
                giveUpLate(among: &open, because: error)
                guard !open.isEmpty else { return }
                await rest(afterAttempt: attempt)
                attempt += 1
            }
        }
    }

    /// Takes out the requests whose leases do not last any longer.
    private func giveUpLate(among requests: inout [Request], because error: any Error) {
        let end = state.withLock(\.end)
        let late = requests.partition { $0.deadline.earlier(of: end).hasPassed }
        for request in requests[late...] { request.continuation.resume(returning: .lost(error)) }
        requests.removeSubrange(late...)
    }

    private func rest(afterAttempt attempt: Int) async {
        let delay = Self.backoff.delay(afterAttempt: attempt, random: Context.current.randomness)
        let pause = min(delay, state.withLock(\.end)?.remaining ?? delay)
        do { try await Context.current.clock.sleep(for: pause) } catch {
            // Nobody cancels this task; a clock that does all the same costs a retry, not an outcome.
        }
    }

    /// Stores outcomes one by one after the database refused them together; what it refuses alone is lost.
    private func refused(_ batch: [Request], because error: any Error) async {
        guard batch.count == 1 else {
            for request in batch { await store([request]) }
            return
        }
        for var request in batch {
            if request.lastAct != nil {
                let error = (error as? LastActFailure)?.underlying ?? error
                Logger.queue.error("job_give_up_failed", error: error)
                request.lastAct = nil
                await store([request])
                continue
            }
            request.continuation.resume(returning: .lost(error))
        }
    }

    /// Tells whether an error would meet any other outcome just as well.
    static func isOutage(_ error: any Error) -> Bool {
        if error is LastActFailure { return false }
        guard let code = (error as? DatabaseError)?.code else { return true }
        return !ownFailures.contains(code)
    }

    /// What a statement is refused for because of what it says.
    private static let ownFailures: Set<DatabaseError.Code> = [
        .uniqueViolation, .foreignKeyViolation, .checkViolation, .notNullViolation, .statement,
        .decoding, .columnMissing, .rowMissing, .rowsTooMany,
    ]

    private func write(_ requests: [Request]) async throws -> Set<JobLease> {
        let limit = Deadline.after(JobLimits.call).earlier(of: state.withLock(\.end))
        return try await uninterrupted(until: limit) { [database, store] in
            try await database.write(isolation: .readCommitted) { tx in
                let accepted = try store.settle(requests.map(\.job), in: tx)
                for request in requests where accepted.contains(request.job.lease) { try request.end(in: tx) }
                return accepted
            }
        }
    }
}

extension Settler.Request {
    /// Runs the last act; the database's errors stay what they are, because some of them are worth another try.
    fileprivate func end(in tx: Transaction) throws {
        do { try lastAct?(tx) } catch let error as DatabaseError { throw error } catch {
            throw LastActFailure(underlying: error)
        }
    }
}

/// What a last act threw, where it was not the database's error.
struct LastActFailure: Error {
    let underlying: any Error
}

/// Runs a database call of the machinery to its end, even when the caller is cancelled; by default within ten seconds.
func uninterrupted<Success: Sendable>(
    until deadline: Deadline? = nil,
    _ call: @escaping @Sendable () async throws -> Success
) async throws -> Success {
    var context = Context.current
    context.deadline = deadline ?? .after(JobLimits.call)
    return try await context.run {
        // Awaited right here; a task of its own so that the caller's cancellation does not reach the call.
        try await Task { try await call() }.value
    }
}
