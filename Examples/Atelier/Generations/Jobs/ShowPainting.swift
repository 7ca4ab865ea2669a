import Martlet

/// Tells the member that the provider is at work, in the order in which a generation's news happen.
struct ShowPainting: Job {
    static let policy = JobPolicy(attempts: 3, backoff: .constant(.seconds(1)), deadline: .seconds(40), slots: 4)

    let generation: ID<Generation>

    init(generation: ID<Generation>) {
        self.generation = generation
    }

    init(reading fields: inout some FieldReader) {
        generation = fields.required("generation")
    }

    func write(to object: inout ObjectWriter) {
        object.field("generation", generation)
    }
}

/// Changes the progress message, unless the picture has come to its end meanwhile; it may as well be left as it is.
struct PaintingShower: JobHandler {
    let generations: GenerationService
    let telegram: TelegramAPI

    func run(_ job: ShowPainting, context: JobContext) async throws -> JobOutcome {
        guard let details = try await generations.find(job.generation, .running, for: context),
            let message = details.generation.progressMessage
        else { return .completed }
        let text = details.texts.painting(model: details.model.name)
        try await telegram.attempt { try await $0.editMessageText(text, of: message, in: details.generation.chat) }
        return .completed
    }
}
