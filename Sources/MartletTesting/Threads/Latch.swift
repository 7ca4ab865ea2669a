import Dispatch
import Synchronization

/// A gate at which a transaction's synchronous body waits, on the engine's own thread, until the test opens it.
///
/// ```swift
/// let latch = Latch()
/// async let slow = database.write { tx in latch.pass() }
/// await latch.arrival()
/// // … what happens while a transaction is open …
/// latch.open()
/// ```
public final class Latch: Sendable {
    private struct State {
        var hasArrived = false
        var observers: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())
    private let gate = DispatchSemaphore(value: 0)

    /// Creates a closed gate.
    public init() {}

    /// Tells the test that somebody is here and blocks the thread until the gate is open, a minute at most.
    public func pass() {
        let observers = state.withLock { state in
            defer { state.observers = [] }
            state.hasArrived = true
            return state.observers
        }
        for observer in observers { observer.resume() }
        if gate.wait(timeout: .now() + 60) == .success { gate.signal() }
    }

    /// Waits until somebody has come to the gate.
    public func arrival() async {
        await withCheckedContinuation { continuation in
            let hasArrived = state.withLock { state in
                if !state.hasArrived { state.observers.append(continuation) }
                return state.hasArrived
            }
            if hasArrived { continuation.resume() }
        }
    }

    /// Opens the gate for good.
    public func open() {
        gate.signal()
    }
}
