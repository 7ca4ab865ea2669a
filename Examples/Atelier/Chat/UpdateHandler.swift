import Logging
import Martlet
import NIOCore

/// Answers an update: runs as a job, in the order of its chat, at least once.
///
/// Nobody is left without a word: an answer that cannot be given is replaced by an apology, once, and the update becomes a
/// dead letter with the reason.
struct UpdateHandler: InboxHandler {
    static let source = "telegram"

    /// How often an answer is looked for that fails on our side.
    private static let patience = 3

    let telegram: TelegramAPI
    let conversation: Conversation

    func handle(_ update: RawJSON, of delivery: InboxDelivery, context: JobContext) async throws -> JobOutcome {
        let body = ByteBuffer(bytes: update.bytes)
        var message: SendMessagePayload?
        var outcome = JobOutcome.completed
        do { message = try answer(to: JSON.decode(Update.self, from: body)) } catch {
            guard error is PayloadError || context.attempt >= Self.patience else { throw error }
            outcome = .dead("\(error)")
            let chat = (try? JSON.decode(UpdateChat.self, from: body))?.chat
            message = chat.map { SendMessagePayload(chat: $0, text: conversation.apology) }
        }
        guard let message else { return outcome }
        do {
            try await telegram.sendMessage(message)
            return outcome
        } catch let error as TelegramError {
            if let pause = error.retryAfter { return .retry(after: pause, "\(error)") }
            guard error.isPermanent else { throw error }
            return .dead("\(error)")
        }
    }

    private func answer(to update: Update) throws -> SendMessagePayload? {
        guard let message = update.message, let text = message.text else {
            Context.current.logger.info("update_ignored", metadata: ["update_id": "\(update.id)"])
            return nil
        }
        return SendMessagePayload(chat: message.chat.id, text: conversation.answer(to: text, from: message.sender))
    }
}
