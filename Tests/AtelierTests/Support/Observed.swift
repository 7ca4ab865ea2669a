import Synchronization

/// A value that tests wait for: every change looks at who waits.
final class Observed<Value: Sendable>: Sendable {
    private struct State {
        var value: Value
        var observers: [Int: AsyncStream<Void>.Continuation] = [:]
        var lastID = 0
    }

    private let state: Mutex<State>

    init(_ value: Value) {
        state = Mutex(State(value: value))
    }

    var value: Value { state.withLock(\.value) }

    /// Changes the value and wakes whoever waits.
    @discardableResult
    func update<Success: Sendable>(_ body: @Sendable (inout Value) -> Success) -> Success {
        let (success, observers) = state.withLock { (body(&$0.value), Array($0.observers.values)) }
        for observer in observers { observer.yield() }
        return success
    }

    /// Waits until the value satisfies a condition, and returns it; returns early when the task is cancelled.
    @discardableResult
    func wait(until isSatisfied: @Sendable (Value) -> Bool) async -> Value {
        let (changes, change) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let id = state.withLock { state in
            state.lastID += 1
            state.observers[state.lastID] = change
            return state.lastID
        }
        defer { state.withLock { $0.observers[id] = nil } }
        change.yield()
        for await _ in changes where isSatisfied(value) { break }
        return value
    }
}
