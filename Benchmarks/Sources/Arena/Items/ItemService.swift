import Martlet

/// The items of the table.
struct ItemService: Sendable {
    private let database: Database?
    private let store = ItemStore()
    private let cache = ItemCache()

    init(database: Database?) {
        self.database = database
    }

    /// Finds an item, in the cache or in the table; throws ``ItemError/notFound(_:)``.
    func getOne(_ payload: ItemGetPayload) async throws -> CachedItemResponse {
        if let item = cache.find(payload.id) { return CachedItemResponse(item: item, isHit: true) }
        guard let item = try await open().run(store.getOne(payload.id)) else { throw ItemError.notFound(payload.id) }
        cache.store(item)
        return CachedItemResponse(item: item, isHit: false)
    }

    /// Lists items by their price.
    func getList(_ payload: ItemRangePayload) async throws -> ItemList<Item> {
        ItemList(try await open().run(store.getList(priced: payload)))
    }

    /// Lists a page of a category.
    func getPage(_ payload: ItemPagePayload) async throws -> ItemPageResponse {
        ItemPageResponse(try await open().run(store.getPage(payload)), of: payload)
    }

    /// Creates an item, or replaces the one of its id.
    func createOne(_ payload: ItemCreatePayload) async throws -> Item {
        let item = try await open().run(store.createOne(payload))
        cache.remove(item.id)
        return item
    }

    /// Changes an item; throws ``ItemError/notFound(_:)``.
    func updateOne(_ payload: ItemUpdatePayload) async throws -> Item {
        guard let item = try await open().run(store.updateOne(payload)) else { throw ItemError.notFound(payload.id) }
        cache.remove(item.id)
        return item
    }

    private func open() throws -> Database {
        guard let database else { throw ItemError.noDatabase }
        return database
    }
}
