import Logging
import MartletContext
import MartletResilience
import Metrics
import Synchronization

/// A copy of the database to read from, and what is known of whether it answers.
///
/// While it does not, nobody waits for it: a task of its own asks after growing pauses whether it is back.
final class Replica: Sendable {
    private struct State {
        /// How often it has failed since it was found to answer.
        var failures = 0
        /// How often it was lost and found again.
        var outages = 0
        /// When it may be asked again.
        var nextLook = Duration.zero
        /// What asks now.
        var look: Task<Void, Never>?
        var isClosed = false
    }

    let engine: any DatabaseEngine
    private let backoff = Backoff.exponential(from: .milliseconds(200), cap: .seconds(5))
    private let fallbacks: Counter
    private let count = Atomic(0)
    private let state = Mutex(State())

    init(_ engine: any DatabaseEngine) {
        self.engine = engine
        fallbacks = Counter(label: "database.replica.fallbacks", factory: MetricsSystem.factory)
    }

    /// How many reads the database itself has served in the replica's place after it failed them.
    var fallbackCount: Int { count.load(ordering: .relaxed) }

    /// Opens the replica; one that does not answer is asked again later.
    func open() async {
        do { try await engine.open() } catch {
            fail(error)
        }
    }

    func close() async {
        let look = state.withLock { state in
            state.isClosed = true
            return state.look
        }
        await engine.close()
        await look?.value
    }

    /// Tells whether the replica can be read from now, by the number of outages before; when it could not and it is time,
    /// it is asked again.
    func begin() -> Int? {
        var context = Context.current
        let now = context.clock.uptime
        return state.withLock { state in
            guard state.failures > 0 else { return state.outages }
            guard now >= state.nextLook, state.look == nil, !state.isClosed else { return nil }
            context.deadline = nil
            // Awaited by `close()`; it ends with one answer, which the engine's own bounds limit.
            state.look = Task { [context] in await context.run { await self.look() } }
            return nil
        }
    }

    /// Takes a failure of a read that began so many outages ago; true when the database itself has to serve it.
    func passesOn(_ error: DatabaseError, since outages: Int) -> Bool {
        switch error.code {
        // The replica had to cancel it to keep up with the changes it receives, or has more to do than it can.
        case .serializationFailure, .deadlock, .overloaded: break
        case .connection, .refused, .closed: fail(error, since: outages)
        default: return false
        }
        fallbacks.increment()
        count.add(1, ordering: .relaxed)
        return true
    }

    private func look() async {
        do {
            _ = try await engine.run("SELECT 1") { try $0.next(into: RowBuffer(columns: $0.columnNames)) }
            Context.current.logger.info("database_replica_recovered", metadata: metadata)
            state.withLock { state in
                state.failures = 0
                state.outages += 1
            }
        } catch {
            fail(error)
        }
        state.withLock { $0.look = nil }
    }

    /// Takes a failure; one of a call that began before the replica was found again says nothing of it.
    private func fail(_ error: any Error, since outages: Int? = nil) {
        // Who gave up waiting for it says nothing of it.
        guard !(error is CancellationError) else { return }
        let context = Context.current
        let isFirst = state.withLock { state in
            // Those who began before it failed fail too; that is one outage, and no reason to ask later.
            guard outages == nil || (outages == state.outages && state.failures == 0) else { return false }
            state.failures += 1
            state.nextLook =
                context.clock.uptime + backoff.delay(afterAttempt: state.failures, random: context.randomness)
            return state.failures == 1 && !state.isClosed
        }
        guard isFirst else { return }
        var metadata = metadata
        metadata["next"] = "reads are served by the database itself until it is back"
        context.logger.warning("database_replica_lost", error: error, metadata: metadata)
    }

    private var metadata: Logger.Metadata {
        ["tag": "DB", "replica": "\(engine.name)"]
    }
}

extension Database {
    /// How many reads the database itself has served in the replica's place; for tests and metrics.
    package var replicaFallbackCount: Int { replica?.fallbackCount ?? 0 }

    /// The name of the replica, where there is one; for tests.
    package var replicaName: String? { replica?.engine.name }
}
