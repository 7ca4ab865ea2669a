import HTTPTypes
import Martlet

/// Which prices are wanted, and how many items at most.
struct ItemRangePayload: Payload {
    let min: Int
    let max: Int
    let limit: Int

    init(reading fields: inout some FieldReader) {
        min = fields.optional("min", default: 10)
        max = fields.optional("max", default: 50)
        limit = Swift.min(Swift.max(fields.optional("limit", default: 50), 1), 50)
    }

    func write(to object: inout ObjectWriter) {
        object.field("min", min)
        object.field("max", max)
        object.field("limit", limit)
    }
}

/// Which page of a category is wanted.
struct ItemPagePayload: Payload {
    let category: String
    let page: Int
    let limit: Int

    init(reading fields: inout some FieldReader) {
        category = fields.optional("category", .length(1...50), default: "electronics")
        page = fields.optional("page", .range(1...1_000_000), default: 1)
        limit = fields.optional("limit", .range(1...50), default: 10)
    }

    func write(to object: inout ObjectWriter) {
        object.field("category", category)
        object.field("page", page)
        object.field("limit", limit)
    }
}

/// Which item is wanted.
struct ItemGetPayload: Payload {
    let id: Int

    init(reading fields: inout some FieldReader) {
        id = fields.required("id")
    }

    func write(to object: inout ObjectWriter) {
        object.field("id", id)
    }
}

/// An item that is created, or replaces one of the same id.
struct ItemCreatePayload: Payload {
    let id: Int
    let name: String
    let category: String
    let price: Int
    let quantity: Int

    init(reading fields: inout some FieldReader) {
        id = fields.required("id", .range(1...Int(Int32.max)))
        name = fields.required("name", .length(1...200))
        category = fields.required("category", .length(1...50))
        price = fields.required("price", .range(0...Int(Int32.max)))
        quantity = fields.required("quantity", .range(0...Int(Int32.max)))
    }

    func write(to object: inout ObjectWriter) {
        object.field("id", id)
        object.field("name", name)
        object.field("category", category)
        object.field("price", price)
        object.field("quantity", quantity)
    }
}

/// What is changed of an item.
struct ItemUpdatePayload: Payload {
    let id: Int
    let name: String
    let price: Int
    let quantity: Int

    init(reading fields: inout some FieldReader) {
        id = fields.required("id")
        name = fields.required("name", .length(1...200))
        price = fields.required("price", .range(0...Int(Int32.max)))
        quantity = fields.required("quantity", .range(0...Int(Int32.max)))
    }

    func write(to object: inout ObjectWriter) {
        object.field("id", id)
        object.field("name", name)
        object.field("price", price)
        object.field("quantity", quantity)
    }
}

/// One page of a category.
struct ItemPageResponse: Payload {
    let items: [Item]
    let page: Int
    let limit: Int

    init(_ items: [Item], of payload: ItemPagePayload) {
        self.items = items
        page = payload.page
        limit = payload.limit
    }

    init(reading fields: inout some FieldReader) {
        items = fields.required("items")
        let _: Int = fields.required("total")
        page = fields.required("page")
        limit = fields.required("limit")
    }

    func write(to object: inout ObjectWriter) {
        object.field("items", items)
        object.field("total", items.count)
        object.field("page", page)
        object.field("limit", limit)
    }
}

/// An item, and whether it came from the cache.
struct CachedItemResponse: ResponseConvertible {
    let item: Item
    let isHit: Bool

    private static let header = HTTPField.Name("X-Cache")

    func response() throws -> Response {
        var headers = HTTPFields()
        if let header = Self.header { headers[header] = isHit ? "HIT" : "MISS" }
        return Response(headers: headers, contentType: "application/json", body: try JSON.encode(item))
    }
}
