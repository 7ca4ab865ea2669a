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
}
