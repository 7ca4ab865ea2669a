import MartletContext
import Synchronization

/// A call that waits for one of the engine's threads, runs there and is answered.
protocol Call: AnyObject, Sendable {
    var interruption: Interruption { get }

    /// Tells whether no thread has begun the call.
    var isWaiting: Bool { get }

    /// Marks the call as running; false when it is over, or when another thread runs it.
    ///
    /// A call that has run already may run `again` where what it did has been undone.
    func begin(again: Bool) -> Bool

    /// Runs the body and keeps its outcome for ``finish()``; false when it threw.
    func perform(on connection: SQLiteConnection) -> Bool

    /// Answers the caller with the outcome.
    func finish()

    /// Answers the caller with an error in place of the outcome; nothing when it has been answered.
    func fail(_ error: any Error)

    /// Answers the caller if its call still waits but may not go on any more.
    func expire()
}

/// A call with the type of its answer.
final class PendingCall<Success: Sendable>: Call {
    typealias Body = @Sendable (SQLiteConnection) throws -> Success
    private typealias Continuation = CheckedContinuation<Success, any Error>

    private enum State {
        case new
        case waiting(Continuation)
        case running(Continuation)
        case settled(Continuation, Result<Success, any Error>)
        case over
    }

    let interruption: Interruption
    private let body: Body
    private let state = Mutex(State.new)

    private init(_ context: Context, _ body: @escaping Body) {
        interruption = Interruption(context)
        self.body = body
    }

    /// Queues a body and waits for its answer.
    static func run(in queue: CallQueue, _ body: @escaping Body) async throws -> Success {
        let call = PendingCall(Context.current, body)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                call.state.withLock { $0 = .waiting(continuation) }
                do { try queue.add(call) } catch { call.fail(error) }
            }
        } onCancel: {
            call.cancel()
        }
    }

    var isWaiting: Bool {
        state.withLock { if case .waiting = $0 { true } else { false } }
    }

    func begin(again: Bool) -> Bool {
        if again, let error = interruption.error { fail(error) } else { expire() }
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

    func perform(on connection: SQLiteConnection) -> Bool {
        let outcome = Result { try connection.lend(to: interruption, body) }
        state.withLock { state in
            switch state {
            case .running(let continuation), .settled(let continuation, _): state = .settled(continuation, outcome)
            case .new, .waiting, .over: break
            }
        }
        if case .failure = outcome { return false }
        return true
    }

    func finish() {
        let answer = state.withLock { state -> (Continuation, Result<Success, any Error>)? in
            guard case .settled(let continuation, let outcome) = state else { return nil }
            state = .over
            return (continuation, outcome)
        }
        if let (continuation, outcome) = answer { continuation.resume(with: outcome) }
    }

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

    func expire() {
        guard let error = interruption.error else { return }
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
