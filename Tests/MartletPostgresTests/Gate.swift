import Glibc
import Synchronization

/// Holds threads of the engine until the test lets them through.
final class Gate: Sendable {
    private let arrivals = Atomic(0)
    private let isOpen = Atomic(false)

    /// Whether the gate is open.
    var isPassable: Bool { isOpen.load(ordering: .acquiring) }

    /// Waits for the gate to open; called on threads that may block.
    func pass() {
        arrivals.add(1, ordering: .sequentiallyConsistent)
        while !isPassable { sched_yield() }
    }

    /// Waits until threads stand at the gate.
    func awaitArrivals(_ count: Int) async {
        while arrivals.load(ordering: .acquiring) < count { await Task.yield() }
    }

    func open() {
        isOpen.store(true, ordering: .releasing)
    }
}
