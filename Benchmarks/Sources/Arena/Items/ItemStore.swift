import Martlet

/// The SQL of the items.
struct ItemStore: Sendable {
    func getOne(_ id: Int) -> Statement<Item?> {
        "SELECT \(columns: Item.self) FROM items WHERE id = \(id)"
    }

    func getList(priced prices: ItemRangePayload) -> Statement<[Item]> {
        """
        SELECT \(columns: Item.self) FROM items
        WHERE price BETWEEN \(prices.min) AND \(prices.max) LIMIT \(prices.limit)
        """
    }

    func getPage(_ page: ItemPagePayload) -> Statement<[Item]> {
        """
        SELECT \(columns: Item.self) FROM items WHERE category = \(page.category)
        ORDER BY id LIMIT \(page.limit) OFFSET \((page.page - 1) * page.limit)
        """
    }

    func createOne(_ item: ItemCreatePayload) -> Statement<Item> {
        """
        INSERT INTO items (id, name, category, price, quantity)
        VALUES (\(item.id), \(item.name), \(item.category), \(item.price), \(item.quantity))
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, category = excluded.category,
            price = excluded.price, quantity = excluded.quantity
        RETURNING \(columns: Item.self)
        """
    }

    func updateOne(_ item: ItemUpdatePayload) -> Statement<Item?> {
        """
        UPDATE items SET name = \(item.name), price = \(item.price), quantity = \(item.quantity)
        WHERE id = \(item.id) RETURNING \(columns: Item.self)
        """
    }

    func count() -> Statement<Int> {
        "SELECT count(*) FROM items"
    }
}
