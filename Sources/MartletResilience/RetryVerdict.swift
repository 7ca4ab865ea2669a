/// Whether trying again may help after an error.
public enum RetryVerdict: Sendable, Hashable {
    /// The same call would fail again.
    case permanent

    /// The same call may succeed.
    case transient

    /// The same call may succeed, but the other side asked for a pause first.
    case transientAfter(Duration)

    /// Reads the verdict off an error: what a ``RetryClassified`` error says, permanent for any other.
    public init(of error: any Error) {
        self = (error as? any RetryClassified)?.retryVerdict ?? .permanent
    }
}

/// An error that knows whether trying again may help.
///
/// Its description must be fit for a log record: it names no secret and no personal data.
public protocol RetryClassified: Error {
    /// Whether trying again may help.
    var retryVerdict: RetryVerdict { get }
}
