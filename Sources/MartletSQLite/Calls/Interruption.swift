import MartletContext
import MartletDatabase
import Synchronization

/// Why a call must not go on: its task was cancelled or its deadline passed.
///
/// Asked between statements, and by the connection's progress handler while one runs, so that it ends this call only.
final class Interruption: Sendable {
    private let clock: any TimeSource
    private let deadline: Deadline?
    private let isCancelled = Atomic<Bool>(false)

    init(_ context: Context) {
        clock = context.clock
        deadline = context.deadline
    }

    var hasDeadline: Bool { deadline != nil }

    /// The error that the call ends with, or nil while it may go on.
    var error: (any Error)? {
        if isCancelled.load(ordering: .relaxed) { return CancellationError() }
        guard let deadline, clock.uptime >= deadline.uptime else { return nil }
        return DatabaseError(.deadlineExceeded, "The deadline passed before the answer; nothing was changed.")
    }

    func cancel() {
        isCancelled.store(true, ordering: .relaxed)
    }

    func check() throws {
        if let error { throw error }
    }
}
