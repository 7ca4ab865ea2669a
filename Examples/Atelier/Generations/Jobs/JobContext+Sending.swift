import Martlet

extension JobContext {
    /// How long a picture, and the news of it, are worth sending.
    static let sendingTime: Duration = .seconds(86_400)

    /// The most that is added to a pause by chance, so that the pictures of one chat do not come back in step.
    static let sendingSpread: Duration = .seconds(5)

    /// Decides what becomes of a job whose call has failed for the time being.
    ///
    /// It waits as long as it is asked to, which is no failed attempt; it is repeated by its policy; or its day is over, or
    /// will be before the pause is, and it is given up.
    func outcome(ofSending error: any Error) throws -> JobOutcome {
        let left = Self.sendingTime - (Context.current.clock.now - enqueuedAt)
        let pause = (error as? TelegramError)?.pause
        guard left > .zero, pause ?? .zero <= left else { return .dead("\(error)") }
        guard let pause else { throw error }
        return .snoozed(pause + Self.sendingSpread * Context.current.randomness.unit())
    }
}
