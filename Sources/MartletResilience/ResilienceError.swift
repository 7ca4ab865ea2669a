/// An error of the pipeline around a call, as opposed to an error of the call itself.
public struct ResilienceError: Error, Sendable {
    /// What went wrong; open for more codes.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The code's name.
        public let description: String

        /// The operation did not end by its deadline.
        public static let deadlineExceeded = Code(description: "deadlineExceeded")
    }

    /// What went wrong.
    public let code: Code

    /// What the operator should know, without secrets.
    public let message: String

    /// The name of the operation.
    public let operation: String

    /// The time that the operation had; zero when its deadline had passed before it began.
    public let limit: Duration

    /// What the operation threw after it was cancelled, if that was anything but `CancellationError`.
    public let underlying: (any Error)?

    static func deadlineExceeded(of name: String, limit: Duration, underlying: (any Error)?) -> ResilienceError {
        let message =
            limit > .zero
            ? "\(name) gave no result within \(limit.secondsToTwoDecimals) s and was cancelled. "
                + "Find out why the called system is slow, or give the call more time."
            : "\(name) was not called because its deadline had already passed. "
                + "Find out what used the time up before it."
        return ResilienceError(
            code: .deadlineExceeded,
            message: message,
            operation: name,
            limit: max(.zero, limit),
            underlying: underlying is CancellationError ? nil : underlying
        )
    }
}

extension ResilienceError: CustomStringConvertible {
    /// The code and what to do next.
    public var description: String {
        "\(code): \(message)"
    }
}

extension ResilienceError: RetryClassified {
    /// Transient: an attempt that ran out of its own time may be repeated while the caller's deadline lasts.
    public var retryVerdict: RetryVerdict { .transient }
}
