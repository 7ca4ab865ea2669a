public import MartletContext
public import MartletDatabase
public import MartletPayload

/// Which attempt at which job is running.
///
/// The correlation id of whoever enqueued the job, the deadline and a logger that names the job are in
/// `Context.current`.
public struct JobContext: Sendable {
    /// The job's id, the same in every attempt: use it as the key of idempotent calls.
    public let id: ID<any Job>

    /// The name under which the job's type is stored.
    public let kind: String

    /// The number of this attempt, from one.
    public let attempt: Int

    /// The fencing number of this claim: it grows with every claim of the job and is never used twice.
    public let lease: Int64

    /// When the job was enqueued.
    public let enqueuedAt: Instant

    /// When this attempt is cancelled.
    public let deadline: Deadline

    let claim: ClaimedJob
    let notes: AttemptNotes
    let store: JobStore

    /// Notes whom the job is for, as soon as the handler knows: the records of what becomes of it name that member.
    public func concerns(member id: some CustomStringConvertible) {
        notes.note(member: "\(id)")
    }

    /// Completes the job in the handler's own transaction, so that its effects and its end are one commit.
    ///
    /// Throws a ``JobError`` of code `staleLease` when another worker has taken the job over: let it roll the
    /// transaction back. What the handler returns after the commit does not matter any more.
    public func complete(in tx: Transaction) throws {
        let settled = SettledJob(lease: claim.lease, settlement: .finish(.completed, reason: nil))
        guard try store.settle([settled], in: tx).contains(claim.lease) else {
            throw JobError(.staleLease, "Another worker has taken job \(id) over; this attempt must not count.")
        }
        tx.afterCommit { [notes] in notes.markCommitted() }
    }
}
