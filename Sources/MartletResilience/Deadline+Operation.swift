public import MartletContext

/// Runs an operation that must end within a duration, or by the current deadline if that is earlier.
///
/// ```swift
/// let image = try await withDeadline(.seconds(60), of: "painter.paint") { try await painter.paint(prompt) }
/// ```
///
/// The operation sees the deadline as `Context.current.deadline`. When the deadline passes, the operation is cancelled
/// and awaited, and whatever it still gives is dropped: an operation that ignores cancellation holds its caller up.
///
/// - Parameters:
///   - limit: The longest time, on the current context's clock.
///   - name: What runs, for the error.
///   - operation: The work; not called when the deadline has already passed.
/// - Returns: What the operation returns.
/// - Throws: A ``ResilienceError`` of code ``ResilienceError/Code/deadlineExceeded``, what the operation throws, or
///   `CancellationError` when the caller is cancelled.
public func withDeadline<Success: Sendable>(
    _ limit: Duration,
    of name: String = "operation",
    operation: @escaping @Sendable () async throws -> Success
) async throws -> Success {
    try await withDeadline(.after(limit), of: name, operation: operation)
}

/// Runs an operation that must end by a deadline, or by the current one if that is earlier.
///
/// Behaves as the form that takes a duration.
public func withDeadline<Success: Sendable>(
    _ deadline: Deadline,
    of name: String = "operation",
    operation: @escaping @Sendable () async throws -> Success
) async throws -> Success {
    try Task.checkCancellation()
    var context = Context.current
    let effective = deadline.earlier(of: context.deadline)
    context.deadline = effective
    let limit = effective.remaining
    guard limit > .zero else {
        throw ResilienceError.deadlineExceeded(of: name, limit: .zero, underlying: nil)
    }
    let clock = context.clock
    return try await context.run {
        try await withThrowingTaskGroup(of: RaceEvent<Success>.self) { group in
            group.addTask { await .ending(of: operation) }
            group.addTask { await .timer(of: clock, until: effective) }
            var hasExpired = false
            var outcome: Result<Success, any Error> = .failure(CancellationError())
            for try await event in group {
                group.cancelAll()
                switch event {
                case .timer(let hasPassed):
                    hasExpired = hasPassed
                case .ended(let result) where hasExpired:
                    let error = ResilienceError.deadlineExceeded(of: name, limit: limit, underlying: result.failure)
                    outcome = .failure(error)
                case .ended(let result):
                    outcome = result
                }
            }
            return try outcome.get()
        }
    }
}

/// What one of the two racing tasks came to.
private enum RaceEvent<Success: Sendable>: Sendable {
    /// The timer stopped, because the deadline passed or because it was cancelled.
    case timer(hasPassed: Bool)

    /// The operation ended.
    case ended(Result<Success, any Error>)

    static func ending(of operation: () async throws -> Success) async -> RaceEvent {
        do { return .ended(.success(try await operation())) } catch { return .ended(.failure(error)) }
    }

    static func timer(of clock: any TimeSource, until deadline: Deadline) async -> RaceEvent {
        do {
            try await clock.sleep(until: deadline.uptime)
            return .timer(hasPassed: true)
        } catch {
            return .timer(hasPassed: false)
        }
    }
}

extension Result {
    /// The error, if the result is one.
    fileprivate var failure: Failure? {
        if case .failure(let error) = self { error } else { nil }
    }
}
