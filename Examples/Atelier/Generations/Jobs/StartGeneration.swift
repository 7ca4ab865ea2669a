import Logging
import Martlet

/// Orders the picture from the provider.
///
/// An order whose answer was lost is repeated: the provider may then make the picture twice, and the member pays once.
struct StartGeneration: Job {
    static let policy = JobPolicy(
        attempts: 6,
        backoff: .exponential(from: .seconds(2), cap: .seconds(30)),
        deadline: .seconds(120),
        slots: 4
    )

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

/// Starts generations.
struct GenerationStarter: JobHandler {
    let generations: GenerationService
    let provider: ProviderAPI
    let telegram: TelegramAPI

    /// Where the provider tells that a task has ended; nil where it cannot reach the service.
    let callbackURL: String?

    func run(_ job: StartGeneration, context: JobContext) async throws -> JobOutcome {
        guard let details = try await generations.find(job.generation, .requested, for: context)
        else { return .completed }
        let left = details.generation.timeLeft
        guard left > .zero else {
            return try await generations.settle(context) {
                try generations.fail(job.generation, because: .expired, in: $0)
            }
        }
        try await announce(details)
        do {
            let task = try await provider.createTask(order(for: details))
            return try await generations.settle(context) { tx in
                try generations.start(job.generation, task: task, in: tx)
            }
        } catch let error as ProviderError {
            switch OrderDecision(after: error, left: left) {
            case .wait(let pause): return .snoozed(pause)
            case .orderAgain(let pause): return .retry(after: pause, "\(error)")
            case .orderAgainSoon: throw error
            case .giveUp(let failure):
                Context.current.logger.error("generation_refused", error: error)
                return try await generations.settle(context) {
                    try generations.fail(job.generation, because: failure, in: $0)
                }
            }
        }
    }

    func gaveUp(on job: StartGeneration, because reason: String, in tx: Transaction) throws {
        try generations.fail(job.generation, because: .unavailable, in: tx)
    }

    /// Says that the picture is on its way; whether Telegram takes that or not, the picture is made.
    private func announce(_ details: GenerationDetails) async throws {
        guard details.generation.progressMessage == nil else { return }
        let text = details.texts.accepted(model: details.model.name, price: details.generation.price)
        guard let sent = try await telegram.attempt({ try await $0.sendMessage(text, to: details.generation.chat) })
        else { return }
        try await generations.noteProgressMessage(sent.id, of: details.generation.id)
    }

    private func order(for details: GenerationDetails) -> NewTaskPayload {
        NewTaskPayload(
            model: details.model.providerModel,
            prompt: details.generation.prompt.text,
            aspectRatio: details.generation.aspectRatio,
            callbackURL: callbackURL
        )
    }
}
