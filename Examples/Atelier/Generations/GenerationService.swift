import Martlet

/// Pictures, from the wish to the chat.
///
/// Whatever decides is one transaction: the state, the money, the next job and the end of this one commit together.
struct GenerationService: Sendable {
    private let database: Database
    let wallets: WalletService
    let jobs: JobQueue
    let store = GenerationStore()

    /// The most generations that a list has.
    static let listLimit = 50

    init(database: Database, wallets: WalletService, jobs: JobQueue) {
        self.database = database
        self.wallets = wallets
        self.jobs = jobs
    }

    /// Has a picture made: notes it, holds its price and enqueues its start.
    ///
    /// - Parameters:
    ///   - prompt: What the picture shows.
    ///   - model: What makes it.
    ///   - aspectRatio: Its shape, one that the model offers.
    ///   - member: Who pays.
    ///   - chat: Where it goes.
    ///   - key: What makes it happen once, for example the id of the job that asks.
    /// - Returns: The generation, and whether it is new: the key may have been used before.
    /// - Throws: ``WalletError/insufficientFunds(available:)``, or ``ModelError/aspectRatioNotOffered(_:by:)``.
    func request(
        _ prompt: Prompt,
        model: ImageModel,
        aspectRatio: String,
        by member: Member,
        chat: Int64,
        key: String
    ) async throws -> (generation: Generation, isNew: Bool) {
        guard model.aspectRatios.contains(aspectRatio) else {
            throw ModelError.aspectRatioNotOffered(aspectRatio, by: model.id)
        }
        return try await write { tx in
            let created = store.createOne(
                prompt,
                model: model,
                aspectRatio: aspectRatio,
                by: member,
                chat: chat,
                key: key
            )
            guard let generation = try tx.run(created) else { return (try tx.run(store.getOne(key: key)), false) }
            try tx.run(store.createState(of: generation.id, from: nil, to: generation.state))
            try wallets.hold(generation.price, of: member, for: generation.id, in: tx)
            try jobs.enqueue(StartGeneration(generation: generation.id), in: tx)
            return (generation, true)
        }
    }

    /// Finds a generation of a member; throws ``GenerationError/notFound(_:)`` for another's.
    func getOne(_ id: ID<Generation>, of member: Member) async throws -> Generation {
        guard let generation = try await database.run(store.getOne(id, of: member)) else {
            throw GenerationError.notFound(id)
        }
        return generation
    }

    /// Finds what ``getOne(_:of:)`` finds, with what belongs to it.
    func getDetails(_ id: ID<Generation>, of member: Member) async throws -> GenerationDetails {
        let generation = try await getOne(id, of: member)
        let model = try await database.run(ModelStore().getOne(of: generation))
        return GenerationDetails(generation: generation, member: member, model: model)
    }

    /// Lists a member's generations, the latest first; 50 at most.
    func getList(of member: Member, limit: Int) async throws -> [Generation] {
        try await database.run(store.getList(of: member, limit: min(max(0, limit), Self.listLimit)))
    }

    /// Pays a generation back, as administrators do, and tells the member.
    ///
    /// Throws ``GenerationError/notPaid(_:)`` for one that was not charged or has been paid back already.
    @discardableResult
    func refund(_ id: ID<Generation>) async throws -> Generation {
        try await write { tx in
            if let refunded = try refund(id, because: nil, in: tx) { return refunded }
            guard let generation = try tx.run(store.getOne(id)) else { throw GenerationError.notFound(id) }
            throw GenerationError.notPaid(generation.state)
        }
    }

    /// Counts everything, in one snapshot.
    func stats() async throws -> GenerationStats {
        try await database.read { [store] snapshot in
            let counts = try snapshot.run(store.getCounts())
            let totals = try snapshot.run(store.getTotals())
            return GenerationStats(
                counts: Dictionary(uniqueKeysWithValues: counts.map { ($0.state, $0.count) }),
                revenue: totals.revenue,
                cost: totals.cost,
                members: totals.members
            )
        }
    }

    /// Writes in one transaction; rows that are locked order what touches the same money or the same generation.
    func write<Success: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Success
    ) async throws -> Success {
        try await database.write(isolation: .readCommitted, body)
    }

    /// Writes what a job has found out, and that the job is done, in one transaction.
    func settle(
        _ job: JobContext,
        _ body: @escaping @Sendable (Transaction) throws -> Void
    ) async throws -> JobOutcome {
        try await write { tx in
            try body(tx)
            try job.complete(in: tx)
        }
        return .completed
    }

    /// Finds a generation for a job, with what belongs to it; nil when it is in another state.
    func find(
        _ id: ID<Generation>,
        _ state: GenerationState,
        for job: JobContext? = nil
    ) async throws -> GenerationDetails? {
        let details = try await database.read { [store] snapshot -> GenerationDetails? in
            guard let generation = try snapshot.run(store.getOne(id)), generation.state == state else { return nil }
            return GenerationDetails(
                generation: generation,
                member: try snapshot.run(MemberStore().getOne(of: generation)),
                model: try snapshot.run(ModelStore().getOne(of: generation))
            )
        }
        if let details { job?.concerns(member: details.member.id) }
        return details
    }

    /// Notes the message that tells how it goes.
    func noteProgressMessage(_ message: Int64, of id: ID<Generation>) async throws {
        try await database.run(store.setProgressMessage(message, of: id))
    }

    /// Has the message say that the provider is at work, once.
    func showPainting(_ id: ID<Generation>) async throws {
        try await write { tx in
            guard try tx.run(store.setShownPainting(id)).count > 0 else { return }
            try enqueue(ShowPainting(generation: id), about: id, in: tx)
        }
    }

    /// Enqueues what is told of a generation, one after the other: a late word must not replace the last one.
    func enqueue(_ news: some Job, about id: ID<Generation>, in tx: Transaction) throws {
        try jobs.enqueue(news, orderedBy: "generation \(id)", in: tx)
    }
}
