import Synchronization

/// How far a server is: it answers from the first phase on, but serves routes only when it is ready.
final class ServerPhase: Sendable {
    /// The phases in their order.
    enum Step: UInt8, AtomicRepresentable { case starting, ready, draining }

    private let step = Atomic(Step.starting)
    private let reason = Mutex<String?>(nil)

    /// The phase now.
    var now: Step { step.load(ordering: .acquiring) }

    /// What clients are told of a start that takes longer, without its full stop; nil while there is nothing to tell.
    var delay: String? { reason.withLock(\.self) }

    /// Begins a phase; a server that drains never becomes ready again.
    func begin(_ next: Step) {
        if next == .ready {
            _ = step.compareExchange(expected: .starting, desired: .ready, ordering: .acquiringAndReleasing)
        } else {
            step.store(next, ordering: .releasing)
        }
        reason.withLock { $0 = nil }
    }

    /// Gives the reason why the server is not ready yet.
    func delay(because text: String) {
        reason.withLock { $0 = text }
    }
}
