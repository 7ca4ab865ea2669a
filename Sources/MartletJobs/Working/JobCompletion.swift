import Synchronization

/// Remembers that a handler has completed its job in its own transaction.
final class JobCompletion: Sendable {
    private let committed = Atomic(false)

    /// Tells whether the transaction was committed.
    var isCommitted: Bool { committed.load(ordering: .acquiring) }

    /// Remembers the commit.
    func markCommitted() {
        committed.store(true, ordering: .releasing)
    }
}
