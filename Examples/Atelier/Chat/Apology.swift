import Martlet

/// Says sorry for an update that was given up, once: enqueued in the transaction that gives it up.
struct Apology: Job {
    static let policy = JobPolicy(slots: 4)

    let chat: Int64

    /// The press that has had no answer, if it was one.
    let press: String?

    let text: String

    /// Finds out whom to say sorry to, whatever else of the update cannot be read; nil where nobody waits.
    init?(for update: RawJSON) {
        let body = update.buffer
        guard let chat = (try? JSON.decode(UpdateChat.self, from: body))?.chat else { return nil }
        let update = try? JSON.decode(Update.self, from: body)
        self.chat = chat
        press = update?.press?.id
        text = Texts(Language(code: (update?.press?.sender ?? update?.message?.sender)?.languageCode)).apology
    }

    init(reading fields: inout some FieldReader) {
        chat = fields.required("chat")
        press = fields.optional("press")
        text = fields.required("text")
    }

    func write(to object: inout ObjectWriter) {
        object.field("chat", chat)
        object.field("press", press)
        object.field("text", text)
    }
}

/// Says sorry; a press that cannot be answered any more gets a message.
struct Apologist: JobHandler {
    let telegram: TelegramAPI

    func run(_ job: Apology, context: JobContext) async throws -> JobOutcome {
        if let press = job.press {
            do {
                try await telegram.answerCallbackQuery(press, text: job.text, isAlert: true)
                return .completed
            } catch let error as TelegramError where error.code == 400 {}
        }
        return try await MemberTeller(telegram: telegram).run(TellMember(job.text, in: job.chat), context: context)
    }
}
