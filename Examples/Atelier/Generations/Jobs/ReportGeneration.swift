import Martlet

/// Tells the member what became of the picture; an outage of hours keeps nobody from hearing it.
struct ReportGeneration: Job {
    static let policy = JobPolicy.sending(slots: 4)

    let generation: ID<Generation>

    /// What is told; of what has changed since another job tells.
    let state: GenerationState

    init(generation: ID<Generation>, state: GenerationState) {
        self.generation = generation
        self.state = state
    }

    init(reading fields: inout some FieldReader) {
        generation = fields.required("generation")
        state = fields.required("state")
    }

    func write(to object: inout ObjectWriter) {
        object.field("generation", generation)
        object.field("state", state)
    }
}

/// Tells what became of generations: in the progress message where there is one, else in a new one.
struct GenerationReporter: JobHandler {
    let generations: GenerationService
    let telegram: TelegramAPI
    let seal: ButtonSeal

    func run(_ job: ReportGeneration, context: JobContext) async throws -> JobOutcome {
        guard let details = try await generations.find(job.generation, job.state, for: context),
            let text = try await text(for: details)
        else { return .completed }
        do {
            if try await edit(text, details) { return .completed }
            // The picture itself tells that it is there.
            guard job.state != .delivered else { return .completed }
            try await telegram.sendMessage(text, to: details.generation.chat, keyboard: keyboard(for: details))
            return .completed
        } catch let error as TelegramError where error.isPermanent {
            return .cancelled("\(error)")
        } catch  where error is TelegramError || error is HTTPClientError {
            return try context.outcome(ofSending: error)
        }
    }

    /// What is said; nil while there is nothing to say.
    private func text(for details: GenerationDetails) async throws -> String? {
        let (generation, texts) = (details.generation, details.texts)
        switch generation.state {
        case .requested, .running, .succeeded: return nil
        case .delivered:
            let left = details.isPrivate ? try await generations.wallets.balance(of: details.member).available : nil
            return texts.ready(price: generation.price, left: left)
        case .failed, .expired, .refunded: return texts.notPainted(generation.failure, price: generation.price)
        }
    }

    /// Replaces the progress message; tells whether there is one to replace.
    private func edit(_ text: String, _ details: GenerationDetails) async throws -> Bool {
        let generation = details.generation
        // What an administrator pays back later is news of its own.
        let isLater = generation.state == .refunded && generation.deliveredAt != nil
        guard let message = generation.progressMessage, !isLater else { return false }
        do {
            let keyboard = generation.state == .delivered ? nil : keyboard(for: details)
            try await telegram.editMessageText(text, of: message, in: generation.chat, keyboard: keyboard)
            return true
        } catch let error as TelegramError where error.code == 400 {
            return false
        }
    }

    /// The buttons under the news that there is no picture.
    private func keyboard(for details: GenerationDetails) -> InlineKeyboard? {
        try? InlineKeyboard.picture(details.generation.id, of: details.member, sealedBy: seal)
    }
}
