import MartletContext
import MartletDatabase
import MartletResilience

/// The statements that wait for a pipelined connection, and the threads that have one each.
///
/// These connections only make things faster: whatever they cannot serve now, or at all, goes to the pool. They are
/// made when statements come while none is idle, and given up when nothing comes.
///
/// `@unchecked Sendable`: everything mutable is guarded by `lock`.
final class Pipelines: @unchecked Sendable {
    /// The size of values beyond which a statement would hold up others.
    private static let byteLimit = 65_536

    let source: ConnectionSource
    let configuration: PostgresEngine.Configuration
    private let lock = Condition()
    private let clock = SystemTime()
    private var isOpen = false
    private var closeEnd: Duration?
    private var waiting: [QueryCall] = []
    private var detours = Detours()
    private var reconnection = Reconnection()
    private var threads = 0
    private var ready = 0
    private var idle = 0
    private var stalled = 0
    private var isWaking = false
    private var closers: [CheckedContinuation<Void, Never>] = []

    init(source: ConnectionSource, configuration: PostgresEngine.Configuration) {
        self.source = source
        self.configuration = configuration
    }

    /// The number of connections.
    var connections: Int { lock.locked { ready } }

    /// Takes statements from now on.
    func open() {
        lock.locked { isOpen = closeEnd == nil }
    }

    /// Adds a statement, or throws `overloaded`; false when the pool has to run it.
    func add(_ call: QueryCall) throws -> Bool {
        try lock.locked {
            guard isOpen, call.parameters.byteCount <= Self.byteLimit else { return false }
            guard detours.isEmpty || !detours.contains(call.shape, at: clock.uptime) else { return false }
            if idle == 0 { startThread() }
            guard ready > stalled else { return false }
            guard waiting.count < configuration.waitingCalls else {
                throw DatabaseError(.overloaded, "\(waiting.count) statements wait already; try again later.")
            }
            waiting.append(call)
            wake()
            return true
        }
    }

    /// Waits for statements and takes them; false when the thread has to end.
    func awaitCalls(_ calls: inout [QueryCall], until end: Duration) -> Bool {
        lock.locked {
            idle += 1
            defer { idle -= 1 }
            while waiting.isEmpty {
                isWaking = false
                let now = clock.uptime
                guard isOpen, now < end else { return false }
                lock.wait(milliseconds: Int(clamping: (end - now).milliseconds + 1))
            }
            isWaking = false
            takeWaiting(PipelinedConnection.depth, &calls)
            if !waiting.isEmpty, idle > 1 { wake() }
            return true
        }
    }

    /// Takes statements that wait, if there are any.
    func take(_ room: Int, _ calls: inout [QueryCall]) {
        guard room > 0 else { return }
        lock.locked { takeWaiting(room, &calls) }
    }

    /// Gives statements back that a slow one holds up; the pool runs them when it is the same everywhere.
    func stall(_ calls: [QueryCall], behind slow: SQL.Shape?) {
        let stranded = lock.locked { () -> [QueryCall] in
            stalled += 1
            if let slow { detours.add(slow, at: clock.uptime) }
            waiting.insert(contentsOf: calls, at: 0)
            if idle > 0 { wake() } else { startThread() }
            return takeStranded()
        }
        for call in stranded { call.detour() }
    }

    /// Counts a connection whose slow statement is over.
    func resume() {
        lock.locked { stalled -= 1 }
    }

    /// Has the statements of a shape run by the pool for a while.
    func addDetour(for shape: SQL.Shape) {
        lock.locked { detours.add(shape, at: clock.uptime) }
    }

    /// Ends the wait of callers who must not wait any longer; false when everything has to end, because it is closed.
    func endWaits() -> Bool {
        let (calls, isOver) = lock.locked { (waiting, closeEnd.map { clock.uptime >= $0 } ?? false) }
        let gone = Set(calls.filter { !$0.isWanted() }.map { ObjectIdentifier($0) })
        if !gone.isEmpty { lock.locked { waiting.removeAll { gone.contains(ObjectIdentifier($0)) } } }
        return !isOver
    }

    /// Counts a connection that was made.
    func endConnecting() {
        lock.locked {
            ready += 1
            reconnection.succeed()
        }
    }

    /// Counts out a thread that could not connect.
    func failConnecting() {
        lock.locked {
            reconnection.fail(at: clock.uptime)
            leave()
        }
    }

    /// Counts out a thread that has given up its connection.
    func endConnection(isStalled: Bool) {
        let stranded = lock.locked { () -> [QueryCall] in
            ready -= 1
            if isStalled { stalled -= 1 }
            leave()
            return takeStranded()
        }
        for call in stranded { call.detour() }
    }

    /// Refuses further statements and waits for those that are here.
    func close() async {
        await withCheckedContinuation { continuation in
            let isOver = lock.locked { () -> Bool in
                isOpen = false
                closeEnd = closeEnd ?? clock.uptime + configuration.closeTimeout
                lock.wakeAll()
                guard threads > 0 else { return true }
                closers.append(continuation)
                return false
            }
            if isOver { continuation.resume() }
        }
    }

    /// Wakes an idle thread, unless one is on its way: it takes all that wait by then.
    private func wake() {
        guard idle > 0, !isWaking else { return }
        isWaking = true
        lock.wakeOne()
    }

    private func takeWaiting(_ room: Int, _ calls: inout [QueryCall]) {
        if waiting.count <= room, calls.isEmpty {
            swap(&waiting, &calls)
        } else {
            calls.append(contentsOf: waiting.prefix(room))
            waiting.removeFirst(min(room, waiting.count))
        }
    }

    /// Takes the statements that no connection can serve soon.
    private func takeStranded() -> [QueryCall] {
        guard ready <= stalled else { return [] }
        defer { waiting = [] }
        return waiting
    }

    /// Starts a thread, unless there are enough, or the server was out of reach just now.
    private func startThread() {
        guard isOpen, threads < configuration.pipelines else { return }
        guard !reconnection.isFailing || (reconnection.isDue(at: clock.uptime) && threads == ready) else { return }
        do {
            try EngineThread.start { Pipeline(self).work() }
            threads += 1
        } catch {
            // The pool serves what waits, and the next statement tries again.
            reconnection.fail(at: clock.uptime)
        }
    }

    private func leave() {
        threads -= 1
        guard threads == 0 else { return }
        for closer in closers { closer.resume() }
        closers = []
    }
}
