import Synchronization

/// How far a server is: it answers from the first phase on, but serves routes only when it is ready.
final class ServerPhase: Sendable {
    /// The phases in their order.
    enum Step: UInt8, AtomicRepresentable { case starting, ready, draining }

    private let step = Atomic(Step.starting)

    /// The phase now.
    var now: Step { step.load(ordering: .acquiring) }

    /// Begins a phase; a server that drains never becomes ready again.
    func begin(_ next: Step) {
        if next == .ready {
            _ = step.compareExchange(expected: .starting, desired: .ready, ordering: .acquiringAndReleasing)
        } else {
            step.store(next, ordering: .releasing)
        }
    }
}
