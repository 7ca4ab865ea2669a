import Logging
import Martlet

extension TelegramError {
    /// The longest pause for which a chat, whose jobs go one after the other, stands still.
    static let longestChatPause: Duration = .seconds(120)

    /// How long a job waits for Telegram before its attempts count.
    static let chatPatience: Duration = .seconds(600)

    /// Decides what becomes of a job in the order of its chat that is asked to wait; nil where nobody asks.
    ///
    /// Telegram has sent nothing, so waiting is no failed attempt, for some minutes; a pause that is longer ends the job.
    func outcome(inChatOf job: JobContext) -> JobOutcome? {
        guard let pause else { return nil }
        guard pause <= Self.longestChatPause else { return .dead("\(self)") }
        let age = Context.current.clock.now - job.enqueuedAt
        return isLimit && age < Self.chatPatience ? .snoozed(pause) : .retry(after: pause, "\(self)")
    }
}

extension JobContext {
    /// Decides what becomes of a job in the order of its chat while Telegram fails or is not there.
    ///
    /// For some minutes that costs time only: the job waits as long again as it has waited so far, a minute at most. Then it
    /// is a failed attempt.
    func outcome(whileTelegramFails error: any Error) throws -> JobOutcome {
        let age = Context.current.clock.now - enqueuedAt
        guard age < TelegramError.chatPatience else { throw error }
        Context.current.logger.warning("answer_postponed", error: error)
        return .snoozed(min(max(age, .seconds(2)), .seconds(60)))
    }
}
