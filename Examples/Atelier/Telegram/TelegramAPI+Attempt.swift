import Logging
import Martlet

extension TelegramAPI {
    /// How long what may as well be left unsaid is waited for: the order of a picture stands behind it.
    private static var attemptTime: Duration { .seconds(5) }

    /// Says something that may as well be left unsaid: nil, and a line in the log, when Telegram does not take it, or not
    /// within five seconds.
    @discardableResult
    func attempt<Success>(_ call: (TelegramAPI) async throws -> Success) async throws -> Success? {
        var context = Context.current
        context.deadline = .after(Self.attemptTime).earlier(of: context.deadline)
        do {
            return try await context.run { try await call(self) }
        } catch  where error is TelegramError || error is HTTPClientError {
            Context.current.logger.info("telegram_not_told", error: error)
            return nil
        }
    }
}
