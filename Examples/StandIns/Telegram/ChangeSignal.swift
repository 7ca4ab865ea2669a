import Synchronization

/// Wakes everybody who waits when something has changed; a change that nobody waited for wakes the next one at once.
///
/// A wait that is cancelled ends alone. An `AsyncStream` in its place would end for good with the first cancelled wait,
/// and every later one would return at once.
final class ChangeSignal: Sendable {
    private struct State {
        var hasChanged = false
        var lastWaiter = 0
        var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
    }

    private let state = Mutex(State())

    func signal() {
        let waiting = state.withLock { state in
            state.hasChanged = state.waiting.isEmpty
            defer { state.waiting = [:] }
            return state.waiting.values
        }
        for waiter in waiting { waiter.resume() }
    }

    /// Waits for a change; returns early when the task is cancelled.
    func next() async {
        let waiter = state.withLock { state in
            state.lastWaiter += 1
            return state.lastWaiter
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    // Cancelled before it is listed: nobody would find it there.
                    if Task.isCancelled { return true }
                    if state.hasChanged {
                        state.hasChanged = false
                        return true
                    }
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
