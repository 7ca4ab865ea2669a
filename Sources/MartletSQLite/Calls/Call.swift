import MartletContext
import Synchronization

/// A call that waits for one of the engine's threads, runs there and is answered.
///
/// What it answers lies in an ``Answer`` that the body fills, so that nothing here depends on its type: looking types up
/// at run time would cost as much as running the statement.
final class Call: Sendable {
    typealias Body = @Sendable (SQLiteConnection) throws -> Void
    private typealias Continuation = CheckedContinuation<Void, any Error>

    private enum State {
        case new
        case waiting(Continuation)
        case running(Continuation)
        case settled(Continuation, (any Error)?)
        case over
    }

    let interruption: Interruption
    private let body: Body
    private let state = Mutex(State.new)

    init(_ context: Context, _ body: @escaping Body) {
        interruption = Interruption(context)
        self.body = body
    }

    /// Queues a body, waits for its end and returns what it returned.
    static func run<Success: Sendable>(
        in queue: CallQueue,
        _ body: @escaping @Sendable (SQLiteConnection) throws -> Success
    ) async throws -> Success {
        let answer = Answer<Success>()
        try await Call(Context.current) { answer.fill(try body($0)) }.run(in: queue)
        return answer.value()
    }

    private func run(in queue: CallQueue) async throws {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                state.withLock { $0 = .waiting(continuation) }
                do { try queue.add(self) } catch { fail(error) }
            }
        } onCancel: {
            cancel()
        }
    }

    /// Tells whether no thread has begun the call.
    var isWaiting: Bool {
        state.withLock { if case .waiting = $0 { true } else { false } }
    }

    /// Marks the call as running; false when it is over, or when another thread runs it.
    ///
    /// A call that has run already may run `again` where what it did has been undone.
    func begin(again: Bool) -> Bool {
        if let error = interruption.error {
            if again { fail(error) } else { expire(error) }
        }
        return state.withLock { state in
            switch state {
            case .waiting(let continuation):
                state = .running(continuation)
                return true
            case .running(let continuation), .settled(let continuation, _):
                if again { state = .running(continuation) }
                return again
            case .new, .over: return false
            }
        }
    }

    /// Runs the body and keeps its outcome for ``finish()``; false when it threw.
    func perform(on connection: SQLiteConnection) -> Bool {
        var failure: (any Error)?
        do { try connection.lend(to: interruption, body) } catch { failure = error }
        state.withLock { state in
            switch state {
            case .running(let continuation), .settled(let continuation, _): state = .settled(continuation, failure)
            case .new, .waiting, .over: break
            }
        }
        return failure == nil
    }

    /// Answers the caller with the outcome.
    func finish() {
        let answer = state.withLock { state -> (Continuation, (any Error)?)? in
            guard case .settled(let continuation, let failure) = state else { return nil }
            state = .over
            return (continuation, failure)
        }
        guard let (continuation, failure) = answer else { return }
        if let failure { continuation.resume(throwing: failure) } else { continuation.resume() }
    }

    /// Answers the caller with an error in place of the outcome; nothing when it has been answered.
    func fail(_ error: any Error) {
        let continuation = state.withLock { state -> Continuation? in
            defer { state = .over }
            switch state {
            case .waiting(let continuation), .running(let continuation), .settled(let continuation, _):
                return continuation
            case .new, .over: return nil
            }
        }
        continuation?.resume(throwing: error)
    }

    /// Answers the caller if its call still waits but may not go on any more.
    func expire() {
        if let error = interruption.error { expire(error) }
    }

    private func expire(_ error: any Error) {
        let continuation = state.withLock { state -> Continuation? in
            guard case .waiting(let continuation) = state else { return nil }
            state = .over
            return continuation
        }
        continuation?.resume(throwing: error)
    }

    /// Ends the call at once while it waits; a running one is interrupted by its thread.
    private func cancel() {
        interruption.cancel()
        expire()
    }
}

/// What a call's body returned.
///
/// `@unchecked Sendable`: filled by the engine's thread before the caller goes on, and read by the caller afterwards.
private final class Answer<Success: Sendable>: @unchecked Sendable {
    private var success: Success?

    func fill(_ success: Success) {
        self.success = success
    }

    func value() -> Success {
        guard let success else { preconditionFailure("A call was answered that has not run.") }
        return success
    }
}
