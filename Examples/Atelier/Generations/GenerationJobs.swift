import Martlet

/// Orders the picture from the provider.
///
/// An order whose answer was lost is repeated: the provider may then make the picture twice, and the member pays once.
struct StartGeneration: Job {
    static let policy = JobPolicy(
        attempts: 6,
        backoff: .exponential(from: .seconds(2), cap: .seconds(30)),
        deadline: .seconds(120)
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

/// Asks the provider how the picture fares.
struct WatchGeneration: Job {
    static let policy = JobPolicy(
        attempts: 6,
        backoff: .exponential(from: .seconds(2), cap: .seconds(30)),
        deadline: .seconds(60)
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

/// Sends the picture to the chat.
struct DeliverPicture: Job {
    static let policy = JobPolicy(
        attempts: 8,
        backoff: .exponential(from: .seconds(2), cap: .seconds(120)),
        deadline: .seconds(240)
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

/// Tells the member what became of the picture.
struct ReportGeneration: Job {
    static let policy = JobPolicy(attempts: 6, backoff: .exponential(from: .seconds(2), cap: .seconds(120)))

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
