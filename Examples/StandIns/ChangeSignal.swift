import Synchronization

/// Wakes everybody who waits when something has changed.
///
/// Whoever waits says which change was seen last, so that none is missed between a look and the wait:
///
/// ```swift
/// let seen = changes.count
/// if nothingToDo { await changes.next(after: seen) }
/// ```
///
/// A wait that is cancelled ends alone. An `AsyncStream` in its place would end for good with the first cancelled wait,
/// and every later one would return at once.
final class ChangeSignal: Sendable {
    private struct State {
        var count = 0
        var lastWaiter = 0
        var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
    }

    private let state = Mutex(State())

    /// How many changes there were.
    var count: Int { state.withLock(\.count) }

    func signal() {
        let waiting = state.withLock { state in
            state.count += 1
            defer { state.waiting = [:] }
            return state.waiting.values
        }
        for waiter in waiting { waiter.resume() }
    }

    /// Waits for a change after the one that was seen; returns early when the task is cancelled.
    func next(after seen: Int) async {
        let waiter = state.withLock { state in
            state.lastWaiter += 1
            return state.lastWaiter
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    // Cancelled before it is listed: nobody would find it there.
                    if Task.isCancelled || state.count > seen { return true }
                    state.waiting[waiter] = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiting.removeValue(forKey: waiter) }?.resume()
        }
    }
}
