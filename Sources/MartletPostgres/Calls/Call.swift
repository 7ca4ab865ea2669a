import MartletContext
import Synchronization

/// A call that waits for a connection, runs on its thread and is answered.
protocol Call: AnyObject, Sendable {
    var interruption: Interruption { get }

    /// The uptime of the call's clock at which it stops waiting for a connection.
    var leaseEnd: Duration { get }

    /// Marks the call as running; false when it is over: answered, cancelled or past its deadline.
    func begin() -> Bool

    /// Runs the body and returns how to answer the caller once the connection is free again.
    func perform(on connection: PostgresConnection) -> () -> Void

    /// Answers the caller with an error; nothing when it has been answered.
    func fail(_ error: any Error)
}

extension Call {
    /// Tells whether the call has waited for a connection long enough.
    var hasWaitedTooLong: Bool {
        interruption.clock.uptime >= leaseEnd
    }
}

/// A call with the type of its answer.
final class PendingCall<Success: Sendable>: Call {
    typealias Body = @Sendable (PostgresConnection) throws -> Success
    private typealias Continuation = CheckedContinuation<Success, any Error>

    private enum State {
        case new
        case waiting(Continuation)
        case running(Continuation)
        case over
    }

    let interruption: Interruption
    let leaseEnd: Duration
    private let body: Body
    private let state = Mutex(State.new)

    private init(_ context: Context, leaseTimeout: Duration, _ body: @escaping Body) {
        interruption = Interruption(context)
        leaseEnd = context.clock.uptime + leaseTimeout
        self.body = body
    }

    /// Waits for one of the pool's connections, runs a body on its thread and returns its answer.
    static func run(in pool: Pool, _ body: @escaping Body) async throws -> Success {
        let call = PendingCall(Context.current, leaseTimeout: pool.configuration.leaseTimeout, body)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                call.state.withLock { $0 = .waiting(continuation) }
                do {
                    try call.interruption.check()
                    try pool.add(call)
                } catch {
                    call.fail(error)
                }
            }
        } onCancel: {
            call.cancel()
        }
    }

    func begin() -> Bool {
        if let error = interruption.error {
            fail(error)
            return false
        }
        return state.withLock { state in
            guard case .waiting(let continuation) = state else { return false }
            state = .running(continuation)
            return true
        }
    }

    func perform(on connection: PostgresConnection) -> () -> Void {
        let outcome = Result { try connection.lend(to: interruption, body) }
        return { [self] in
            let continuation = state.withLock { state -> Continuation? in
                guard case .running(let continuation) = state else { return nil }
                state = .over
                return continuation
            }
            continuation?.resume(with: outcome)
        }
    }

    func fail(_ error: any Error) {
        let continuation = state.withLock { state -> Continuation? in
            switch state {
            case .waiting(let continuation), .running(let continuation):
                state = .over
                return continuation
            case .new, .over: return nil
            }
        }
        continuation?.resume(throwing: error)
    }

    /// Ends the call at once while it waits; a running one is interrupted by its thread.
    private func cancel() {
        interruption.cancel()
        let continuation = state.withLock { state -> Continuation? in
            guard case .waiting(let continuation) = state else { return nil }
            state = .over
            return continuation
        }
        continuation?.resume(throwing: CancellationError())
    }
}
