import Logging
import Martlet

/// Answers an update: runs as a job, in the order of its chat, at least once.
struct UpdateHandler: InboxHandler {
    static let source = "telegram"

    let telegram: TelegramAPI
    let conversation: Conversation

    func handle(_ update: Update, of delivery: InboxDelivery, context: JobContext) async throws -> JobOutcome {
        guard let message = update.message, let text = message.text else {
            Context.current.logger.info("update_ignored", metadata: ["update_id": "\(update.id)"])
            return .completed
        }
        let answer = conversation.answer(to: text, from: message.sender)
        do {
            try await telegram.sendMessage(SendMessagePayload(chat: message.chat.id, text: answer))
            return .completed
        } catch let error as TelegramError {
            if let pause = error.retryAfter { return .retry(after: pause, "\(error)") }
            guard error.isPermanent else { throw error }
            return .dead("\(error)")
        }
    }
}
