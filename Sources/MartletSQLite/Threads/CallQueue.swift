import MartletDatabase

/// Calls that wait for the engine's threads; the only place where those threads wait for work.
///
/// `@unchecked Sendable`: everything mutable is guarded by `lock`.
final class CallQueue: @unchecked Sendable {
    /// What the queue does with new calls.
    private enum Phase {
        case fresh, open, closed
    }

    /// How long a thread may be at work until others look after what it has not begun.
    private static let patience = Duration.microseconds(200)

    private let name: String
    private let bound: Int
    private let watch: DeadlineWatch
    private let lock = Condition()
    private var phase = Phase.fresh
    private var calls: [Call] = []
    private var head = 0
    private var sleepers = 0

    /// How many calls have to wait before a thread that sleeps is woken.
    private var wanted = 1

    /// Tells whether a thread has been woken that has not come yet.
    private var isWaking = false

    /// Tells whether a sleeping thread looks every millisecond after what waits behind those at work.
    private var isPatrolled = false

    /// What each thread has taken last and works on.
    private var taken: [[Call]]

    /// When a thread has taken calls last.
    private var lastTaking = ContinuousClock.now

    /// Creates a queue that refuses calls until it is opened.
    init(name: String, bound: Int, threads: Int, watch: DeadlineWatch) {
        self.name = name
        self.bound = bound
        self.watch = watch
        taken = Array(repeating: [], count: threads)
    }

    /// The number of threads.
    var threads: Int {
        lock.locked { taken.count }
    }

    /// The number of calls that wait and that threads have taken.
    var counts: (waiting: Int, taken: Int) {
        lock.locked { (calls.count - head, taken.map(\.count).reduce(0, +)) }
    }

    /// Every call that waits or that a thread has taken and perhaps not begun.
    var unanswered: [Call] {
        lock.locked { Array(calls[head...]) + Array(taken.joined()) }
    }

    /// Accepts calls.
    func open() {
        lock.locked { phase = .open }
    }

    /// Refuses further calls; the threads end when those that wait are done.
    func close() {
        lock.locked {
            phase = .closed
            lock.wakeAll()
        }
    }

    /// Refuses calls until it is opened again, after threads that did not all start.
    func reset() {
        lock.locked { phase = .fresh }
    }

    /// Adds a call; throws `overloaded` or `closed`.
    func add(_ call: Call) throws {
        try lock.locked {
            guard phase == .open else {
                throw DatabaseError(.closed, "\(name) is not open: it has not been opened yet or has been closed.")
            }
            guard calls.count - head < bound else {
                throw DatabaseError(.overloaded, "\(bound) calls wait for \(name) already; try again later.")
            }
            calls.append(call)
            if sleepers > 0, !isWaking, calls.count - head >= wanted, !isLookedAfter {
                isWaking = true
                lock.wakeOne()
            }
        }
        if call.interruption.hasDeadline { watch.alert() }
    }

    /// Waits for calls and takes the oldest, at most `limit`.
    ///
    /// A thread that would have to wait takes over what another one has taken and not begun for a while, so that nobody
    /// waits behind a long call while a thread is free.
    ///
    /// - Parameters:
    ///   - limit: The greatest number of calls to take.
    ///   - thread: The number of the thread, which is done with what it took before.
    /// - Returns: At least one call, or none when the queue is closed and empty.
    func take(upTo limit: Int, for thread: Int = 0) -> [Call] {
        lock.locked {
            taken[thread] = []
            while head == calls.count {
                taken[thread] = leftByOthers()
                guard taken[thread].isEmpty, phase != .closed else { return taken[thread] }
                sleep()
            }
            let count = min(limit, calls.count - head)
            taken[thread] = Array(calls[head..<head + count])
            discard(count)
            lastTaking = .now
            if head < calls.count, sleepers > 0 { lock.wakeOne() }
            return taken[thread]
        }
    }

    /// Takes calls that have come meanwhile, beside those that the only thread works on.
    ///
    /// - Parameters:
    ///   - limit: The greatest number of calls to take.
    ///   - expected: For how many to wait; none are waited for when the queue is closed.
    ///   - end: How long to wait for them.
    /// - Returns: The calls, none when nothing has come.
    func takeMore(upTo limit: Int, expecting expected: Int, until end: ContinuousClock.Instant) -> [Call] {
        lock.locked {
            let expected = min(expected, limit)
            while calls.count - head < expected, phase == .open {
                let time = ContinuousClock.now.duration(to: end)
                guard time > .zero else { break }
                wanted = expected
                sleepers += 1
                lock.wait(microseconds: Int(time / .microseconds(1)) + 1)
                sleepers -= 1
                wanted = 1
                isWaking = false
            }
            let count = min(limit, calls.count - head)
            let more = Array(calls[head..<head + count])
            discard(count)
            taken[0] += more
            return more
        }
    }

    /// Tells whether a thread that has just begun its work takes new calls soon, and another one looks after them if not.
    ///
    /// Short calls come faster than threads wake up: one thread that goes on is quicker than two that take turns.
    private var isLookedAfter: Bool {
        isPatrolled && taken.contains { !$0.isEmpty } && lastTaking.duration(to: .now) < Self.patience
    }

    private func sleep() {
        let patrols = !isPatrolled && taken.contains { !$0.isEmpty }
        sleepers += 1
        if patrols {
            isPatrolled = true
            lock.wait(milliseconds: 1)
            isPatrolled = false
        } else {
            lock.wait()
        }
        sleepers -= 1
        isWaking = false
    }

    private func leftByOthers() -> [Call] {
        guard lastTaking.duration(to: .now) >= Self.patience else { return [] }
        for other in taken.indices {
            let left = taken[other].dropFirst().filter(\.isWaiting)
            if !left.isEmpty {
                taken[other].removeAll { call in left.contains { $0 === call } }
                lastTaking = .now
                return left
            }
        }
        return []
    }

    private func discard(_ count: Int) {
        head += count
        if head == calls.count {
            calls.removeAll(keepingCapacity: calls.capacity <= 1024)
            head = 0
        } else if head > 1024 {
            calls.removeSubrange(..<head)
            head = 0
        }
    }
}
