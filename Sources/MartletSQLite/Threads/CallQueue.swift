import Glibc
import MartletDatabase

/// Calls that wait for the engine's threads; the only place where those threads wait for work.
///
/// `@unchecked Sendable`: everything mutable is guarded by `lock`.
final class CallQueue: @unchecked Sendable {
    /// What the queue does with new calls.
    private enum Phase {
        case fresh, open, closed
    }

    private let name: String
    private let bound: Int
    private let lock = Condition()
    private var phase = Phase.fresh
    private var calls: [any Call] = []
    private var head = 0
    private var sleepers = 0
    private var running = 0

    /// Creates a queue that refuses calls until it is opened.
    init(name: String, bound: Int) {
        self.name = name
        self.bound = bound
    }

    /// The number of calls that wait and that run.
    var counts: (waiting: Int, running: Int) {
        lock.locked { (calls.count - head, running) }
    }

    func open() {
        lock.locked { phase = .open }
    }

    /// Refuses calls until it is opened again, after threads that did not all start.
    func reset() {
        lock.locked { phase = .fresh }
    }

    /// Refuses further calls; the threads end when those that wait are done.
    func close() {
        lock.locked {
            phase = .closed
            lock.wakeAll()
        }
    }

    /// Adds a call; throws `overloaded` or `closed`.
    func add(_ call: any Call) throws {
        try lock.locked {
            guard phase == .open else {
                throw DatabaseError(.closed, "\(name) is not open: it has not been opened yet or has been closed.")
            }
            guard calls.count - head < bound else {
                throw DatabaseError(.overloaded, "\(bound) calls wait for \(name) already; try again later.")
            }
            calls.append(call)
            if sleepers > 0 { lock.wakeOne() }
        }
    }

    /// Waits for calls and takes the oldest, at most `limit` and no more than this thread's share among `threads`.
    ///
    /// - Parameters:
    ///   - limit: The greatest number of calls to take.
    ///   - threads: The number of threads that take calls from here.
    ///   - finished: The number of calls taken before that are done now.
    /// - Returns: At least one call, or none when the queue is closed and empty.
    func take(upTo limit: Int, sharedBy threads: Int = 1, finished: Int) -> [any Call] {
        lock.locked {
            running -= finished
            while head == calls.count {
                guard phase != .closed else { return [] }
                sleepers += 1
                lock.wait()
                sleepers -= 1
            }
            let waiting = calls.count - head
            let taken = min(limit, max(1, waiting / threads))
            let batch = Array(calls[head..<head + taken])
            discard(taken)
            running += taken
            return batch
        }
    }

    /// The calls that wait now, oldest first.
    var waitingCalls: [any Call] {
        lock.locked { Array(calls[head...]) }
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
