import Martlet

/// The models that are offered.
struct ModelService: Sendable {
    let database: Database
    private let store = ModelStore()

    init(database: Database) {
        self.database = database
    }

    /// Finds a model; throws ``ModelError/notFound(_:)`` when it is not offered.
    func getOne(_ id: String) async throws -> ImageModel {
        guard let model = try await database.run(store.getOne(id)) else { throw ModelError.notFound(id) }
        return model
    }

    /// Lists the models, the best value first.
    func getList() async throws -> [ImageModel] {
        try await database.run(store.getList())
    }
}
