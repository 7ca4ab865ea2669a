import Logging
import Martlet

/// Says something to a member later, in the order of the chat: enqueued in the transaction that gives the reason.
struct TellMember: Job {
    static let policy = JobPolicy(slots: 4)

    let chat: Int64
    let text: String

    init(_ text: String, in chat: Int64) {
        self.chat = chat
        self.text = text
    }

    init(reading fields: inout some FieldReader) {
        chat = fields.required("chat")
        text = fields.required("text")
    }

    func write(to object: inout ObjectWriter) {
        object.field("chat", chat)
        object.field("text", text)
    }

    /// Enqueues the telling.
    func enqueue(on jobs: JobQueue, in tx: Transaction) throws {
        try jobs.enqueue(self, orderedBy: UpdateIntake.order(of: chat), in: tx)
    }
}

/// Tells members; who has blocked the bot is not told.
struct MemberTeller: JobHandler {
    let telegram: TelegramAPI

    func run(_ job: TellMember, context: JobContext) async throws -> JobOutcome {
        do {
            try await telegram.sendMessage(job.text, to: job.chat)
            return .completed
        } catch let error as TelegramError {
            if let outcome = error.outcome(inChatOf: context) { return outcome }
            guard error.isPermanent else { throw error }
            return .cancelled("\(error)")
        }
    }
}
