public import MartletDatabase

/// Does jobs of one type; holds what it needs for that.
///
/// ```swift
/// struct CardReminder: JobHandler {
///     let mailer: Mailer
///
///     func run(_ job: RemindAssignee, context: JobContext) async throws -> JobOutcome {
///         try await mailer.send("Your card is waiting.", to: job.assignee, key: context.id)
///         return .completed
///     }
/// }
/// ```
public protocol JobHandler<Work>: Sendable {
    /// The type of the jobs.
    associatedtype Work: Job

    /// Does a job.
    ///
    /// It may run again after a crash, so its effects must be idempotent; ``JobContext/id`` is the same in every
    /// attempt. The task is cancelled at the deadline, at shutdown, and when another worker has taken the job over.
    ///
    /// - Parameters:
    ///   - job: What is to be done.
    ///   - context: Which attempt this is.
    /// - Returns: What becomes of the job.
    /// - Throws: Anything: this attempt failed, and the job is tried again by its policy.
    func run(_ job: Work, context: JobContext) async throws -> JobOutcome

    /// Does what must happen when the job is given up, in the transaction that makes it a dead letter.
    ///
    /// It runs whichever way the job dies: the last attempt threw, met its deadline or asked for another one, an attempt
    /// returned ``JobOutcome/dead(_:)``, or the workers died with it over and over. What it writes and the dead letter are
    /// one commit, so a reservation that the job was to settle cannot be left open:
    ///
    /// ```swift
    /// struct CardCharger: JobHandler {
    ///     let accounts: AccountStore
    ///     let jobs: JobQueue
    ///
    ///     func gaveUp(on job: ChargeCard, because reason: String, in tx: Transaction) throws {
    ///         try accounts.release(job.hold, in: tx)
    ///         try jobs.enqueue(TellMember(job.member, "Nothing was charged."), in: tx)
    ///     }
    /// }
    /// ```
    ///
    /// It does nothing unless declared. An attempt that has lost its job to another worker does not give it up, and a
    /// stored payload that cannot be decoded any more dies without it. A dead letter that is revived can die again.
    ///
    /// When the database is away or busy, nothing is stored, and the job is given up later or runs once more. An error of
    /// any other kind is logged as `job_give_up_failed`, and the job is a dead letter without what this had to do.
    ///
    /// - Parameters:
    ///   - job: What will not be done.
    ///   - reason: Why, as the dead letter says it.
    ///   - tx: The transaction; like any, it may be run more than once, and only what it commits counts.
    /// - Throws: Anything: what this did is rolled back.
    func gaveUp(on job: Work, because reason: String, in tx: Transaction) throws
}

extension JobHandler {
    /// Does nothing: the dead letter is all that is left.
    public func gaveUp(on job: Work, because reason: String, in tx: Transaction) throws {}
}
