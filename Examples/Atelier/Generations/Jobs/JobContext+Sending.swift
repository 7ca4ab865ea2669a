import Logging
import Martlet

extension JobPolicy {
    /// How often a picture, and the news of it, are sent where nobody knows whether they have arrived: ten times within
    /// hours, since each time they may come once more.
    static func sending(deadline: Duration = .seconds(300), slots: Int? = nil) -> JobPolicy {
        let pauses = Backoff.exponential(from: .seconds(5), factor: 3, cap: .seconds(3600), jitter: .additive(0.1))
        return JobPolicy(attempts: 10, backoff: pauses, deadline: deadline, slots: slots)
    }
}

extension JobContext {
    /// How long a picture, and the news of it, are worth sending.
    static let sendingTime: Duration = .seconds(86_400)

    /// The longest pause where nobody asks for one.
    static let longestSendingPause: Duration = .seconds(300)

    /// The most that is added to a pause by chance, so that the pictures of one chat do not come back in step.
    static let sendingSpread: Duration = .seconds(5)

    /// Decides what becomes of a job whose call has failed for the time being.
    ///
    /// What was certainly not taken costs time only: the job waits as long as it is asked to, else as long again as it has
    /// waited so far. What may have been taken costs an attempt. When the job's day is over, or will be before the pause is,
    /// it is given up.
    func outcome(ofSending error: any Error) throws -> JobOutcome {
        let age = Context.current.clock.now - enqueuedAt
        let asked = (error as? TelegramError)?.pause
        guard age < Self.sendingTime, asked ?? .zero <= Self.sendingTime - age else { return .dead("\(error)") }
        if error.mayHaveBeenTaken {
            guard let asked else { throw error }
            return .retry(after: asked, "\(error)")
        }
        if asked == nil { Context.current.logger.warning("sending_postponed", error: error) }
        let pause = asked ?? min(max(age, .seconds(2)), Self.longestSendingPause)
        return .snoozed(pause + Self.sendingSpread * Context.current.randomness.unit())
    }
}

extension Error {
    /// Whether the call that has failed may have been carried out all the same.
    fileprivate var mayHaveBeenTaken: Bool {
        self is HTTPClientError || (self as? TelegramError)?.isUnclear == true
    }
}
