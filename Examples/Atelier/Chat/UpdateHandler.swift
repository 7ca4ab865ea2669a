import Logging
import Martlet
import NIOCore

/// Answers an update: runs as a job, in the order of its chat, at least once.
struct UpdateHandler: InboxHandler {
    static let source = "telegram"
    /// For what fails on our side, and soon over: somebody waits, and what else was said in the chat waits as well.
    static let policy = JobPolicy(attempts: 4, backoff: .exponential(from: .seconds(2), cap: .seconds(30)), slots: 16)

    let telegram: TelegramAPI
    let conversation: Conversation
    let jobs: JobQueue

    func handle(_ update: RawJSON, of delivery: InboxDelivery, context: JobContext) async throws -> JobOutcome {
        do {
            return try await answer(JSON.decode(Update.self, from: update.buffer), context)
        } catch let error as TelegramError {
            if let outcome = error.outcome(inChatOf: context) { return outcome }
            return error.isPermanent ? .dead("\(error)") : try context.outcome(whileTelegramFails: error)
        } catch let error as HTTPClientError {
            return try context.outcome(whileTelegramFails: error)
        } catch let error as PayloadError {
            return .dead("\(error)")
        }
    }

    /// Says sorry for what is given up, whatever it died of: an error, the deadline, a crash.
    func gaveUp(on update: RawJSON, of delivery: InboxDelivery, because reason: String, in tx: Transaction) throws {
        guard let apology = Apology(for: update) else { return }
        try jobs.enqueue(apology, orderedBy: UpdateIntake.order(of: apology.chat), in: tx)
    }

    private func answer(_ update: Update, _ context: JobContext) async throws -> JobOutcome {
        if let press = update.press {
            let reply = try await conversation.answer(to: press, job: context.id)
            try await telegram.answer(press, with: reply)
        } else if let message = update.message,
            let reply = try await conversation.answer(to: message, job: context.id)
        {
            try await telegram.sendMessage(reply.text, to: message.chat.id, keyboard: reply.keyboard)
        } else if update.message?.text == nil {
            Context.current.logger.info("update_ignored", metadata: ["update_id": .stringConvertible(update.id)])
        }
        return .completed
    }
}

extension RawJSON {
    /// The value as a body.
    var buffer: ByteBuffer { ByteBuffer(bytes: bytes) }
}
