import Martlet

/// What members want their pictures painted with.
struct PreferenceService: Sendable {
    private let database: Database
    private let models: ModelService
    private let store = PreferenceStore()

    init(database: Database, models: ModelService) {
        self.database = database
        self.models = models
    }

    /// Returns what a member can choose, and has chosen; throws ``PreferenceError/nothingOffered``.
    func offer(to member: Member) async throws -> Offer {
        let offered = try await models.getList()
        let chosen = try await database.run(store.getOne(of: member))
        guard let preference = Preference(model: chosen?.model, aspectRatio: chosen?.aspectRatio, among: offered) else {
            throw PreferenceError.nothingOffered
        }
        return Offer(models: offered, preference: preference)
    }

    /// Chooses a model; throws ``ModelError/notFound(_:)`` for one that is not offered.
    func choose(model id: String, by member: Member) async throws -> Offer {
        let model = try await models.getOne(id)
        try await database.run(store.upsertOne(member, model: model.id, aspectRatio: nil))
        return try await offer(to: member)
    }

    /// Chooses a shape; one that the chosen model does not draw is as good as none.
    func choose(aspectRatio: String, by member: Member) async throws -> Offer {
        try await database.run(store.upsertOne(member, model: nil, aspectRatio: aspectRatio))
        return try await offer(to: member)
    }
}
