/// What becomes of a job after an attempt that did not throw.
public enum JobOutcome: Sendable, Hashable {
    /// The work is done.
    case completed

    /// The work is not wanted any more; the reason is kept.
    case cancelled(String)

    /// It is too early: the job runs again after a pause, a second at least and a week at most, and the attempt does not
    /// count.
    case snoozed(Duration)

    /// The attempt failed and the other side asked for a pause: the job runs again after it, and the attempt counts.
    ///
    /// A pause is a week at most; one that is none is the policy's own.
    case retry(after: Duration, String)

    /// The work can never be done: the job becomes a dead letter at once.
    case dead(String)
}
