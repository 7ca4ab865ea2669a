import Logging
import MartletContext
import MartletDatabase
import Synchronization

/// Why a call must not go on: its task was cancelled, its deadline passed, or the engine closes.
///
/// Asked between statements, and every few milliseconds while one runs on the server.
final class Interruption: Sendable {
    private enum State: UInt8, AtomicRepresentable {
        case none, cancelled, closed
    }

    let logger: Logger
    let clock: any TimeSource
    private let deadline: Deadline?
    private let state = Atomic(State.none)

    init(_ context: Context) {
        clock = context.clock
        deadline = context.deadline
        logger = context.logger
    }

    /// The error that the call ends with, or nil while it may go on.
    var error: (any Error)? {
        switch state.load(ordering: .relaxed) {
        case .cancelled: return CancellationError()
        case .closed: return DatabaseError(.closed, "The database was closed while the call ran.")
        case .none: break
        }
        guard let deadline, clock.uptime >= deadline.uptime else { return nil }
        return DatabaseError(.deadlineExceeded, "The deadline passed before the answer; nothing was changed.")
    }

    func cancel() {
        state.store(.cancelled, ordering: .relaxed)
    }

    func close() {
        state.store(.closed, ordering: .relaxed)
    }

    func check() throws {
        if let error { throw error }
    }
}
