/// The lines on their way to an output and who waits for them: plain state, guarded by the sink's lock.
struct LineQueue {
    /// Somebody who waits until the lines up to `target` are written.
    struct Waiter {
        var id: UInt64
        var target: UInt64
        var deadline: ContinuousClock.Instant
        var resume: @Sendable (Bool) -> Void
    }

    /// Bytes of lines not yet handed to the writer.
    private(set) var pending: [UInt8] = []
    /// Lines lost since the start.
    private(set) var dropped: UInt64 = 0
    /// Tells whether the writer sleeps and has to be woken for a new line.
    private(set) var isIdle = false
    /// The moment at which the writer gives up; nil while the sink is open.
    private(set) var closing: ContinuousClock.Instant?

    private let limit: Int
    private var accepted: UInt64 = 0
    private var settled: UInt64 = 0
    private var inHand: UInt64 = 0
    private var unreported: UInt64 = 0
    private var waiters: [Waiter] = []
    private var nextWaiter: UInt64 = 0

    init(limit: Int) {
        self.limit = limit
    }

    /// Takes a line, unless the buffer is full; tells whether the writer has to be woken.
    mutating func accept(_ line: [UInt8]) -> (receipt: LineReceipt, wakes: Bool) {
        guard closing == nil, pending.count + line.count <= limit else {
            dropped += 1
            unreported += 1
            return (.dropped, false)
        }
        pending.append(contentsOf: line)
        accepted += 1
        defer {
            unreported = 0
            isIdle = false
        }
        return (.accepted(afterLosing: unreported), isIdle)
    }

    /// Hands the pending lines to the writer, in exchange for its empty buffer; an empty hand marks it as idle.
    mutating func take(_ buffer: inout [UInt8]) {
        swap(&pending, &buffer)
        inHand = accepted - settled
        isIdle = buffer.isEmpty
    }

    /// Notes that the lines in hand are written or, with the output gone, lost; returns who need not wait any longer.
    mutating func settle(lost: Bool) -> [Waiter] {
        if lost {
            dropped += inHand
            unreported += inHand
        }
        settled += inHand
        inHand = 0
        return removeWaiters { [settled] in $0.target <= settled }
    }

    /// Adds somebody who waits for the lines so far; nil when there is nothing to wait for.
    mutating func wait(
        until deadline: ContinuousClock.Instant,
        resume: @escaping @Sendable (Bool) -> Void
    ) -> Bool {
        guard accepted > settled else { return false }
        waiters.append(Waiter(id: nextWaiter, target: accepted, deadline: deadline, resume: resume))
        nextWaiter += 1
        isIdle = false
        return true
    }

    /// Removes those whose time is up.
    mutating func expire(at now: ContinuousClock.Instant) -> [Waiter] {
        removeWaiters { $0.deadline <= now }
    }

    /// The first moment at which somebody's time is up.
    var nextDeadline: ContinuousClock.Instant? {
        (waiters.map(\.deadline) + [closing].compactMap(\.self)).min()
    }

    /// Takes no more lines; those taken are written until a deadline.
    mutating func close(at deadline: ContinuousClock.Instant) {
        closing = deadline
    }

    private mutating func removeWaiters(where isDone: (Waiter) -> Bool) -> [Waiter] {
        guard !waiters.isEmpty else { return [] }
        let done = waiters.filter(isDone)
        waiters.removeAll(where: isDone)
        return done
    }
}
