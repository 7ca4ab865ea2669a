import MartletPayload

/// An item of the arena, as far as its check looks at it.
struct ArenaItem: Payload {
    static let fieldPolicy = FieldPolicy.ignoringUnknown

    let id: Int
    let name: String
    let category: String
    let price: Int
    let quantity: Int
    let tags: [String]
    let total: Int?

    init(reading fields: inout some FieldReader) {
        id = fields.required("id")
        name = fields.required("name")
        category = fields.required("category")
        price = fields.required("price")
        quantity = fields.required("quantity")
        tags = fields.required("tags")
        total = fields.optional("total")
    }

    func write(to object: inout ObjectWriter) {}
}

/// Some items and their number.
struct ArenaList: Payload {
    let items: [ArenaItem]
    let count: Int

    init(reading fields: inout some FieldReader) {
        items = fields.required("items")
        count = fields.required("count")
    }

    func write(to object: inout ObjectWriter) {}
}

/// One page of a category.
struct ArenaPage: Payload {
    static let fieldPolicy = FieldPolicy.ignoringUnknown

    let items: [ArenaItem]

    init(reading fields: inout some FieldReader) {
        items = fields.required("items")
    }

    func write(to object: inout ObjectWriter) {}
}
