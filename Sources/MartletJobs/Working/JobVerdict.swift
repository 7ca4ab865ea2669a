import MartletContext
import MartletResilience

/// Why a running attempt was told to stop.
enum StopReason: Sendable, Hashable {
    /// The process ends; the job is given back.
    case shutdown
    /// Another worker has the job.
    case staleLease
    /// No heartbeat could be stored, so another worker may take the job soon.
    case lostContact
}

/// What becomes of a job after an attempt: a decision without effects.
struct JobVerdict: Sendable, Hashable {
    /// What happened, in the words of log and metrics.
    enum Outcome: String, Sendable, CaseIterable {
        case completed, cancelled, snoozed, failed, dead, returned, stale
    }

    /// What happened.
    let outcome: Outcome
    /// What to store; nil where nothing may be stored.
    let settlement: Settlement?
    /// Why, where there is a reason.
    let reason: String?

    private init(_ outcome: Outcome, _ settlement: Settlement?, reason: String? = nil) {
        self.outcome = outcome
        self.settlement = settlement
        self.reason = reason
    }

    /// Decides what becomes of a job.
    ///
    /// - Parameters:
    ///   - result: What the attempt returned or threw.
    ///   - stop: Why it was told to stop, if it was.
    ///   - attempt: The number of the attempt, from one.
    ///   - policy: The job's policy.
    ///   - random: Spreads the pause.
    init(
        on result: Result<JobOutcome, any Error>,
        stop: StopReason?,
        attempt: Int,
        policy: JobPolicy,
        random: some RandomSource
    ) {
        if stop == .staleLease {
            self.init(.stale, nil)
            return
        }
        switch result {
        case .success(.completed):
            self.init(.completed, .finish(.completed, reason: nil))
        case .success(.cancelled(let reason)):
            self.init(.cancelled, .finish(.cancelled, reason: reason), reason: reason)
        case .success(.dead(let reason)):
            self.init(.dead, .finish(.dead, reason: reason), reason: reason)
        case .success(.snoozed(let pause)):
            // No attempt is taken, so that a job without a pause would run again and again for ever.
            let pause = min(max(JobLimits.shortestSnooze, pause), JobLimits.longestPause)
            self.init(.snoozed, .again(after: pause, error: nil, givesAttemptBack: true))
        case .success(.retry(let asked, let reason)) where attempt < policy.attempts:
            // Another side's word: no pause at all would burn the attempts, and an endless one the job.
            let own = policy.backoff.delay(afterAttempt: attempt, random: random)
            let pause = asked > .zero ? min(asked, JobLimits.longestPause) : own
            self.init(.failed, .again(after: pause, error: reason, givesAttemptBack: false), reason: reason)
        case .success(.retry(_, let reason)):
            self.init(.dead, .finish(.dead, reason: reason), reason: reason)
        case .failure where stop != nil:
            self.init(.returned, .again(after: .zero, error: nil, givesAttemptBack: true))
        case .failure(let error) where attempt < policy.attempts:
            let pause = policy.backoff.delay(afterAttempt: attempt, random: random)
            let again = Settlement.again(after: pause, error: "\(error)", givesAttemptBack: false)
            self.init(.failed, again, reason: "\(error)")
        case .failure(let error):
            let reason = "\(error)"
            self.init(.dead, .finish(.dead, reason: reason), reason: reason)
        }
    }
}
