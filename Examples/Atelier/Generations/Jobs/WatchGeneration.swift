import Logging
import Martlet

/// Asks the provider how the picture fares.
struct WatchGeneration: Job {
    static let policy = JobPolicy(
        attempts: 6,
        backoff: .exponential(from: .seconds(2), cap: .seconds(30)),
        deadline: .seconds(60),
        slots: 4
    )

    let generation: ID<Generation>

    /// Whether the provider gave a hint: it looks once, beside the one that looks by the schedule.
    let isHint: Bool

    init(generation: ID<Generation>, isHint: Bool = false) {
        self.generation = generation
        self.isHint = isHint
    }

    init(reading fields: inout some FieldReader) {
        generation = fields.required("generation")
        isHint = fields.optional("is_hint", default: false)
    }

    func write(to object: inout ObjectWriter) {
        object.field("generation", generation)
        object.field("is_hint", isHint)
    }
}

/// Watches generations until the provider has decided, or nobody waits any longer.
struct GenerationWatcher: JobHandler {
    let generations: GenerationService
    let provider: ProviderAPI
    private let warning = RepeatedWarning()

    init(generations: GenerationService, provider: ProviderAPI) {
        self.generations = generations
        self.provider = provider
    }

    func run(_ job: WatchGeneration, context: JobContext) async throws -> JobOutcome {
        guard let details = try await generations.find(job.generation, .running, for: context),
            let task = details.generation.task,
            let start = details.generation.startedAt
        else { return .completed }
        let age = Context.current.clock.now - start
        let (record, asked) = try await look(at: task, ofAge: age)
        switch record?.state {
        case .success:
            guard let url = record?.resultURLs.first else { break }
            return try await generations.settle(context) { tx in
                try generations.succeed(job.generation, at: url, cost: details.model.cost, in: tx)
            }
        case .fail:
            return try await generations.settle(context) {
                try generations.fail(job.generation, because: .failed, in: $0)
            }
        case .generating where !details.generation.isShownPainting && details.generation.progressMessage != nil:
            try await generations.showPainting(job.generation)
        case .generating, .waiting, .queuing, nil: break
        }
        guard let pause = WatchSchedule.pause(atAge: age, left: details.generation.timeLeft, asked: asked) else {
            return try await generations.settle(context) {
                try generations.fail(job.generation, because: .expired, in: $0)
            }
        }
        return job.isHint ? .completed : .snoozed(pause)
    }

    func gaveUp(on job: WatchGeneration, because reason: String, in tx: Transaction) throws {
        // Without its hint a generation is watched all the same.
        guard !job.isHint else { return }
        try generations.fail(job.generation, because: .unavailable, in: tx)
    }

    /// Asks the provider; nil where no answer came or none that can be read, which the schedule makes good, after the pause
    /// that the provider asks for.
    private func look(at task: TaskID, ofAge age: Duration) async throws -> (record: TaskRecord?, asked: Duration) {
        do {
            return (try await provider.record(of: task), .zero)
        } catch let error as ProviderError where error.code == .notFound && age >= WatchSchedule.patienceWithUnknown {
            Context.current.logger.warning("generation_forgotten", error: error)
            return (.forgotten, .zero)
        } catch let error as ProviderError where error.isAboutAccount {
            // It is the same for all pictures, so that it is said once in a while.
            if warning.note(1) != nil { Context.current.logger.error("generations_not_seen", error: error) }
            return (nil, .zero)
        } catch  where error is ProviderError || error is HTTPClientError {
            Context.current.logger.warning("generation_not_seen", error: error)
            return (nil, (error as? ProviderError)?.pause ?? .zero)
        }
    }
}
