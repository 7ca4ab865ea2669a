import MartletDatabase

/// The calls that wait for a connection and the threads that have one each; the only place where those threads wait.
///
/// A thread is started when more calls wait than threads are free, up to the greatest number of connections.
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
    private var phase = Phase.fresh
    private var running: [ObjectIdentifier: any Call] = [:]
    private var waiting: [any Call] = []
    private var threads = 0
    private var free = 0
    private var connected = 0
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
        lock.locked { PostgresEngine.Statistics(connections: connected, leased: running.count, waiting: waiting.count) }
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
            if waiting.count >= free, threads < limit { try startThread() }
            waiting.append(call)
            lock.wakeOne()
            bell.ring()
        }
    }

    /// Waits until a call waits for a connection; false when the thread has to end with ``leave()``.
    ///
    /// A thread beyond the connections to keep ends after ten seconds without work.
    func awaitCall() -> Bool {
        lock.locked {
            var patience = 100
            while waiting.isEmpty {
                if phase == .closed || patience == 0 {
                    free -= 1
                    return false
                }
                if threads > configuration.connections {
                    lock.wait(milliseconds: 100)
                    patience -= 1
                } else {
                    lock.wait()
                }
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

    /// Counts connections that were made or lost.
    func count(connected change: Int) {
        lock.locked { connected += change }
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
        let (leased, wait) = (lock.locked { running.count }, configuration.leaseTimeout)
        guard leased >= limit else {
            return DatabaseError(.connection, "\(name) made no connection within \(wait); can it be reached?")
        }
        return DatabaseError(
            .overloaded,
            "All \(limit) connections of \(name) were in use for \(wait); make transactions shorter or the pool larger."
        )
    }

    private var closedError: DatabaseError {
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
