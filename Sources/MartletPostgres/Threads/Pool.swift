import MartletContext
import MartletDatabase

/// The calls that wait for a connection and the threads that have one each; the only place where those threads wait.
///
/// A thread is started when more calls wait than threads are free, up to the greatest number of connections. After an
/// attempt to connect that failed, one thread alone tries again, with pauses; those that have a connection work on.
///
/// `@unchecked Sendable`: everything mutable is guarded by `lock`.
final class Pool: @unchecked Sendable {
    /// What the pool does with new calls.
    enum Phase {
        case fresh, open, closed
    }

    let name: String
    let source: ConnectionSource
    let configuration: PostgresEngine.Configuration
    private let lock = Condition()
    private let bell = WatchBell()
    private let pauses = Condition()
    private let clock = SystemTime()
    private var phase = Phase.fresh
    private var running: [ObjectIdentifier: any Call] = [:]
    private var waiting: [any Call] = []
    private var threads = 0
    private var free = 0
    private var connected = 0
    private var connecting = 0
    private var reconnection = Reconnection()
    private var isPausing = false
    private var isWatched = false
    private var closers: [CheckedContinuation<Void, Never>] = []

    private var limit: Int { configuration.connections + configuration.overflow }

    init(name: String, source: ConnectionSource, configuration: PostgresEngine.Configuration) {
        self.name = name
        self.source = source
        self.configuration = configuration
    }

    /// What the pool does now.
    var statistics: PostgresEngine.Statistics {
        lock.locked {
            PostgresEngine.Statistics(
                connections: connected,
                leased: running.count,
                waiting: waiting.count,
                isFailing: reconnection.isFailing
            )
        }
    }

    /// How busy the pool is now.
    var load: EngineLoad {
        lock.locked { EngineLoad(capacity: limit, running: running.count, waiting: waiting.count) }
    }

    /// Takes calls from now on; harmless when it does already, throws `closed` when it never will again.
    func open() throws {
        try lock.locked {
            guard phase != .closed else { throw closedError }
            phase = .open
        }
    }

    /// Adds a call, for which a thread is started when none is free; throws `overloaded` or `closed`.
    func add(_ call: any Call) throws {
        try lock.locked {
            guard phase == .open else { throw closedError }
            guard waiting.count < configuration.waitingCalls else {
                throw DatabaseError(.overloaded, "\(waiting.count) calls wait for \(name) already; try again later.")
            }
            try startWatch()
            // While attempts fail, one thread without a connection is enough.
            let mayGrow = threads < limit && (!reconnection.isFailing || threads <= connected)
            if waiting.count >= free, mayGrow { try startThread() }
            waiting.append(call)
            lock.wakeOne()
            bell.ring()
        }
    }

    /// Waits until a call waits for a connection; false when the thread has to end with ``leave()``.
    ///
    /// A thread beyond the connections to keep ends after a shorter time without work than others.
    func awaitCall() -> Bool {
        lock.locked {
            let start = clock.uptime
            while waiting.isEmpty {
                let isExtra = threads > configuration.connections
                let limit = isExtra ? configuration.overflowLifetime : configuration.idleLifetime
                let rest = start + limit - clock.uptime
                if phase == .closed || rest <= .zero {
                    free -= 1
                    return false
                }
                lock.wait(milliseconds: Int(clamping: rest.milliseconds + 1))
            }
            return true
        }
    }

    /// Counts out a thread that ends, after its connection is closed.
    func leave() {
        lock.locked { threads -= 1 }
    }

    /// Takes the oldest waiting call; nil when another thread was quicker.
    func take() -> (any Call)? {
        lock.locked {
            guard !waiting.isEmpty else { return nil }
            let call = waiting.removeFirst()
            running[ObjectIdentifier(call)] = call
            free -= 1
            return call
        }
    }

    /// Marks the connection of a call as free again.
    func release(_ call: any Call) {
        lock.locked {
            running[ObjectIdentifier(call)] = nil
            free += 1
        }
    }

    /// Counts an attempt to connect; false when another thread tries again, and this one has to end with ``leave()``.
    func beginConnecting() -> Bool {
        lock.locked {
            // A thread that has a connection may be quicker.
            lock.wakeOne()
            guard !isPausing, connecting == 0 || !reconnection.isFailing else {
                free -= 1
                return false
            }
            connecting += 1
            return true
        }
    }

    /// Counts a connection that was made; the first one after failures brings threads for the calls that wait.
    func endConnecting() {
        lock.locked {
            connecting -= 1
            connected += 1
            guard reconnection.isFailing else { return }
            reconnection.succeed()
            for _ in 0..<max(0, min(waiting.count - free, limit - threads)) {
                do { try startThread() } catch { break }
            }
        }
    }

    /// Counts an attempt that failed; waiting calls fail with it unless other connections can serve them.
    ///
    /// - Returns: Whether the thread has to try again after ``pause()``, or else to end with ``leave()``.
    func failConnecting(_ error: any Error) -> Bool {
        let (failed, triesAgain) = lock.locked { () -> ([any Call], Bool) in
            connecting -= 1
            free -= 1
            reconnection.fail(at: clock.uptime)
            // A pool that closes is served by the connections it has.
            let triesAgain = !isPausing && (phase != .closed || connected == 0)
            if triesAgain { isPausing = true }
            guard connected + connecting == 0 else { return ([], triesAgain) }
            defer { waiting = [] }
            return (waiting, triesAgain)
        }
        for call in failed { call.fail(error) }
        return triesAgain
    }

    /// Waits until the next attempt to connect is due; a closing pool makes it at once.
    func pause() {
        while lock.locked({ phase != .closed && !reconnection.isDue(at: clock.uptime) }) {
            pauses.locked { pauses.wait(milliseconds: 20) }
        }
        lock.locked {
            isPausing = false
            free += 1
        }
    }

    /// Counts a connection that was lost or given up.
    func countDisconnected() {
        lock.locked { connected -= 1 }
    }

    /// Refuses further calls and waits for the others; those that take too long are interrupted.
    func close() async {
        await withCheckedContinuation { continuation in
            let isOver = lock.locked { () -> Bool in
                phase = .closed
                lock.wakeAll()
                bell.ring()
                guard threads > 0 || isWatched else { return true }
                closers.append(continuation)
                return false
            }
            if isOver { continuation.resume() }
        }
    }

    /// What the thread that watches over the calls has to look at; nil when it has to end.
    func watched() -> (waiting: [any Call], running: [any Call], phase: Phase)? {
        bell.await { lock.locked { waiting.isEmpty && phase != .closed } }
        return lock.locked {
            if phase == .closed, threads == 0, waiting.isEmpty {
                isWatched = false
                endClosing()
                return nil
            }
            return (waiting, Array(running.values), phase)
        }
    }

    /// Forgets waiting calls that have been answered with an error.
    func drop(_ calls: [any Call]) {
        let gone = Set(calls.map { ObjectIdentifier($0) })
        lock.locked { waiting.removeAll { gone.contains(ObjectIdentifier($0)) } }
    }

    /// The error of a call that has waited too long.
    var leaseError: DatabaseError {
        let (leased, isFailing) = lock.locked { (running.count, reconnection.isFailing) }
        let wait = configuration.leaseTimeout
        guard leased >= limit || (leased > 0 && isFailing) else {
            return DatabaseError(.connection, "\(name) made no connection within \(wait); can it be reached?")
        }
        let remedy = leased < limit ? "have the server allow more connections" : "the pool larger"
        return DatabaseError(
            .overloaded,
            "All \(leased) connections of \(name) were in use for \(wait); make transactions shorter or \(remedy)."
        )
    }

    /// The error of a call that comes too early or too late.
    var closedError: DatabaseError {
        DatabaseError(.closed, "\(name) is not open: it has not been opened yet or has been closed.")
    }

    private func startThread() throws {
        threads += 1
        free += 1
        do {
            try EngineThread.start { Lane(pool: self).work() }
        } catch {
            threads -= 1
            free -= 1
            if threads == 0 { throw error }
        }
    }

    private func startWatch() throws {
        guard !isWatched else { return }
        try EngineThread.start { Watch(pool: self).work() }
        isWatched = true
    }

    private func endClosing() {
        for closer in closers { closer.resume() }
        closers = []
    }
}
