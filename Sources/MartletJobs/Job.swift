public import MartletPayload

/// A piece of work that is stored with the transaction that wants it done, and done later by a ``JobHandler``.
///
/// A job is data: what is to be done, not how. It runs at least once, never before its transaction is committed, and at
/// most one outcome of each attempt counts.
///
/// ```swift
/// struct RemindAssignee: Job {
///     static let policy = JobPolicy(attempts: 8, backoff: .exponential(from: .seconds(5)), deadline: .seconds(30))
///     var card: ID<Card>
///     …
/// }
/// ```
public protocol Job: Payload {
    /// The name under which jobs of this type are stored; the type's own name unless declared.
    ///
    /// Stored jobs are found by it, so declare the old name before you rename the type.
    static var name: String { get }

    /// How often and for how long the job is tried.
    static var policy: JobPolicy { get }
}

extension Job {
    /// The type's own name, without its module.
    public static var name: String { String(describing: Self.self) }

    /// The default policy.
    public static var policy: JobPolicy { JobPolicy() }
}
