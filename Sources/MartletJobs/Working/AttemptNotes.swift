import Synchronization

/// What a handler tells of its attempt before it returns.
final class AttemptNotes: Sendable {
    private let committed = Atomic(false)
    private let concerned = Mutex<String?>(nil)

    /// Tells whether the handler has completed its job in a transaction of its own.
    var isCommitted: Bool { committed.load(ordering: .acquiring) }

    /// Whom the job is for, where the handler has said so.
    var member: String? { concerned.withLock(\.self) }

    /// Remembers the commit.
    func markCommitted() {
        committed.store(true, ordering: .releasing)
    }

    /// Remembers whom the job is for.
    func note(member: String) {
        concerned.withLock { $0 = member }
    }
}
