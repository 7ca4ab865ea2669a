import Logging
import Martlet
import NIOCore

/// Answers an update: runs as a job, in the order of its chat, at least once.
///
/// An answer that cannot be found is replaced by an apology, once, and the update becomes a dead letter with the reason.
struct UpdateHandler: InboxHandler {
    static let source = "telegram"

    /// How often an answer is looked for that fails on our side.
    static let patience = 3

    let telegram: TelegramAPI

    /// What is said when an answer cannot be found.
    let apology: String

    /// Finds the answer to a text of a person.
    let answer: @Sendable (_ text: String, _ sender: User?) async throws -> String

    func handle(_ update: RawJSON, of delivery: InboxDelivery, context: JobContext) async throws -> JobOutcome {
        let body = ByteBuffer(bytes: update.bytes)
        do {
            let update = try JSON.decode(Update.self, from: body)
            guard let message = update.message, let text = message.text else {
                Context.current.logger.info("update_ignored", metadata: ["update_id": .stringConvertible(update.id)])
                return .completed
            }
            return try await send(try await answer(text, message.sender), to: message.chat.id) ?? .completed
        } catch  where !(error is HTTPClientError) && !(error is TelegramError) {
            guard error is PayloadError || context.attempt >= Self.patience else { throw error }
            // Whatever else cannot be read, the chat may be.
            if let chat = (try? JSON.decode(UpdateChat.self, from: body))?.chat,
                case .retry(let pause, let reason)? = try await send(apology, to: chat)
            {
                return .retry(after: pause, reason)
            }
            return .dead("\(error)")
        }
    }

    /// Sends a message; returns what becomes of the update when Telegram refuses it for a while or for good.
    private func send(_ text: String, to chat: Int64) async throws -> JobOutcome? {
        do {
            try await telegram.sendMessage(text, to: chat)
            return nil
        } catch let error as TelegramError {
            if let pause = error.retryAfter { return .retry(after: pause, "\(error)") }
            guard error.isPermanent else { throw error }
            return .dead("\(error)")
        }
    }
}
