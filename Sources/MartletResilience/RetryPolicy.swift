internal import Logging
internal import MartletContext

/// How often a failed call is tried, and how long to wait in between.
///
/// ```swift
/// let invoice = try await RetryPolicy.externalCall.run("billing.invoice") { _ in
///     try await withDeadline(.seconds(10)) { try await billing.invoice(order) }
/// }
/// ```
///
/// Only errors classed as transient are tried again, and only calls that may run twice belong in here. A retry never
/// outlives the deadline of the current context, and cancellation ends it at once. The last error is thrown as it is.
public struct RetryPolicy: Sendable, Hashable {
    /// The most calls in all, the first one included; nil for no bound.
    public let attempts: Int?

    /// The pause between calls.
    public let backoff: Backoff

    /// The longest pause that the other side can ask for.
    public let hintLimit: Duration

    /// Creates a policy; one without a bound must have a pause, or it would call as fast as the machine can.
    public init(
        attempts: Int? = 3,
        backoff: Backoff = .exponential(from: .milliseconds(100), cap: .seconds(5)),
        hintLimit: Duration = .seconds(60)
    ) {
        precondition(attempts.map { $0 >= 1 } ?? true, "A retry policy makes at least one attempt.")
        let neverRests = attempts == nil && (backoff.base <= .zero || backoff.cap <= .zero)
        precondition(!neverRests, "A retry policy needs a bound on its attempts or a pause between them.")
        self.attempts = attempts
        self.backoff = backoff
        self.hintLimit = hintLimit
    }

    /// Runs an operation until it succeeds, fails for good, or the policy ends.
    ///
    /// Each retry is logged as a warning that names the operation, the failed attempt, the bound and the pause. An
    /// error's own text enters the log only from a ``RetryClassified`` error; of any other only the type is named.
    ///
    /// - Parameters:
    ///   - name: What is called, for the log.
    ///   - classify: Whether trying again may help after an error.
    ///   - operation: The call; it is given the number of the attempt, from one.
    /// - Returns: The first success.
    /// - Throws: The last error of the operation, or `CancellationError`.
    public func run<Success>(
        _ name: String,
        classify: (any Error) -> RetryVerdict = RetryVerdict.init(of:),
        operation: (_ attempt: Int) async throws -> Success
    ) async throws -> Success {
        var attempt = 1
        var outcome = await Self.outcome(of: operation, attempt: attempt)
        while case .failure(let error) = outcome,
            let delay = delay(after: error, attempt: attempt, classify: classify)
        {
            try Task.checkCancellation()
            log(name, error: error, attempt: attempt, delay: delay)
            try await Context.current.clock.sleep(for: delay)
            attempt += 1
            outcome = await Self.outcome(of: operation, attempt: attempt)
        }
        return try outcome.get()
    }

    private static func outcome<Success>(
        of operation: (_ attempt: Int) async throws -> Success,
        attempt: Int
    ) async -> Result<Success, any Error> {
        do { return .success(try await operation(attempt)) } catch { return .failure(error) }
    }

    /// The pause before the next attempt; nil when the error is to be thrown.
    private func delay(after error: any Error, attempt: Int, classify: (any Error) -> RetryVerdict) -> Duration? {
        guard !(error is CancellationError), attempts.map({ attempt < $0 }) ?? true else { return nil }
        let hint: Duration
        switch classify(error) {
        case .permanent: return nil
        case .transient: hint = .zero
        case .transientAfter(let pause): hint = min(pause, hintLimit)
        }
        let context = Context.current
        let delay = max(hint, backoff.delay(afterAttempt: attempt, random: context.randomness))
        guard let deadline = context.deadline, delay >= deadline.remaining else { return delay }
        return nil
    }

    private func log(_ name: String, error: any Error, attempt: Int, delay: Duration) {
        var metadata: Logger.Metadata = [
            "operation": "\(name)",
            "attempt": .stringConvertible(attempt),
            "delay_ms": .stringConvertible(Int(delay / .milliseconds(1))),
            "error": error is any RetryClassified ? "\(error)" : "\(type(of: error))",
        ]
        if let attempts { metadata["max"] = .stringConvertible(attempts) }
        Context.current.logger.warning("retry_scheduled", metadata: metadata)
    }
}
