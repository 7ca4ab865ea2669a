import MartletContext
import MartletDatabase
import Synchronization

/// A statement that runs alone and reads: it goes through a pipeline if it can, else over a leased connection.
///
/// While it waits or travels in a pipeline its caller may leave at any time; it then runs to its end, and nobody takes the
/// answer.
final class QueryCall: Call {
    private typealias Continuation = CheckedContinuation<QueryAnswer, any Error>

    private enum State {
        case new
        case waiting(Continuation)
        case leased(Continuation)
        case over
    }

    let sql: SQL
    let shape: SQL.Shape
    let parameters: ParameterList
    let interruption: Interruption
    let leaseEnd: Duration
    private let pool: Pool
    private let state = Mutex(State.new)

    private init(_ sql: SQL, _ pool: Pool) throws {
        self.sql = sql
        self.pool = pool
        shape = SQL.Shape(sql)
        parameters = try ParameterList(sql.values)
        interruption = Interruption(Context.current)
        leaseEnd = interruption.clock.uptime + pool.configuration.leaseTimeout
    }

    /// Runs a statement and returns its answer.
    static func run(_ sql: SQL, in pipelines: Pipelines, or pool: Pool) async throws -> QueryAnswer {
        let call = try QueryCall(sql, pool)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                call.state.withLock { $0 = .waiting(continuation) }
                do {
                    try call.interruption.check()
                    if try !pipelines.add(call) { try pool.add(call) }
                } catch {
                    call.fail(error)
                }
            }
        } onCancel: {
            call.cancel()
        }
    }

    /// Whether anybody still waits for the answer; ends the wait of a caller whose deadline has passed.
    func isWanted() -> Bool {
        if let error = interruption.error { fail(error) }
        return state.withLock { if case .waiting = $0 { true } else { false } }
    }

    /// Has the pool run the statement, which has changed nothing yet.
    func detour() {
        guard isWanted() else { return }
        do { try pool.add(self) } catch { fail(error) }
    }

    /// Hands the answer to the caller.
    func succeed(_ answer: QueryAnswer) {
        end()?.resume(returning: answer)
    }

    func fail(_ error: any Error) {
        end()?.resume(throwing: error)
    }

    func begin() -> Bool {
        guard isWanted() else { return false }
        return state.withLock { state in
            guard case .waiting(let continuation) = state else { return false }
            state = .leased(continuation)
            return true
        }
    }

    func perform(on connection: PostgresConnection) -> () -> Void {
        let outcome = Result { try connection.lend(to: interruption) { try $0.runAlone(sql, shape, parameters) } }
        return { [self] in end()?.resume(with: outcome) }
    }

    /// Ends the call at once, unless it runs on a leased connection, whose thread has the server stop it.
    private func cancel() {
        interruption.cancel()
        let continuation = state.withLock { state -> Continuation? in
            guard case .waiting(let continuation) = state else { return nil }
            state = .over
            return continuation
        }
        continuation?.resume(throwing: CancellationError())
    }

    private func end() -> Continuation? {
        state.withLock { state in
            switch state {
            case .waiting(let continuation), .leased(let continuation):
                state = .over
                return continuation
            case .new, .over: return nil
            }
        }
    }
}
