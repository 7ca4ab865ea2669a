import Logging
import Martlet

extension TelegramAPI {
    /// Says something that may as well be left unsaid: nil, and a line in the log, when Telegram does not take it.
    @discardableResult
    func attempt<Success>(_ call: (TelegramAPI) async throws -> Success) async throws -> Success? {
        do {
            return try await call(self)
        } catch  where error is TelegramError || error is HTTPClientError {
            Context.current.logger.info("telegram_not_told", error: error)
            return nil
        }
    }
}
