import Martlet

/// The SQL of the models.
struct ModelStore: Sendable {
    func getOne(_ id: String) -> Statement<ImageModel?> {
        "SELECT \(columns: ImageModel.self) FROM models WHERE id = \(id) AND is_offered"
    }

    /// One that was offered when something was asked of it, whether it still is or not.
    func getOne(of generation: Generation) -> Statement<ImageModel> {
        "SELECT \(columns: ImageModel.self) FROM models WHERE id = \(generation.model)"
    }

    /// All that are offered, at most a keyboard's worth.
    func getList() -> Statement<[ImageModel]> {
        "SELECT \(columns: ImageModel.self) FROM models WHERE is_offered ORDER BY position LIMIT 50"
    }
}
