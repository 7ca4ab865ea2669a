import Martlet

/// One item, in the data set, in the table and in answers.
struct Item: Payload {
    let id: Int
    let name: String
    let category: String
    let price: Int
    let quantity: Int
    let isActive: Bool
    let tags: [String]
    let rating: Rating

    init(reading fields: inout some FieldReader) {
        id = fields.required("id")
        name = fields.required("name")
        category = fields.required("category")
        price = fields.required("price")
        quantity = fields.required("quantity")
        isActive = fields.required("active")
        tags = fields.required("tags")
        rating = fields.required("rating")
    }

    func write(to object: inout ObjectWriter) {
        object.field("id", id)
        object.field("name", name)
        object.field("category", category)
        object.field("price", price)
        object.field("quantity", quantity)
        object.field("active", isActive)
        object.field("tags", tags)
        object.field("rating", rating)
    }

    /// What buyers think of it.
    struct Rating: Payload {
        let score: Int
        let count: Int

        init(score: Int, count: Int) {
            self.score = score
            self.count = count
        }

        init(reading fields: inout some FieldReader) {
            score = fields.required("score")
            count = fields.required("count")
        }

        func write(to object: inout ObjectWriter) {
            object.field("score", score)
            object.field("count", count)
        }
    }
}

extension Item: Record {
    init(reading columns: inout some ColumnReader) throws {
        id = try columns.read("id")
        name = try columns.read("name")
        category = try columns.read("category")
        price = try columns.read("price")
        quantity = try columns.read("quantity")
        isActive = try columns.read("active")
        tags = try columns.read(json: "tags")
        rating = Rating(score: try columns.read("rating_score"), count: try columns.read("rating_count"))
    }
}

extension Item: RowWritable {
    func write(to row: inout some RowWriter) {
        row.write("id", id)
        row.write("name", name)
        row.write("category", category)
        row.write("price", price)
        row.write("quantity", quantity)
        row.write("active", isActive)
        row.write(json: "tags", tags)
        row.write("rating_score", rating.score)
        row.write("rating_count", rating.count)
    }
}

/// Some items and their number.
struct ItemList<Content: Payload>: Payload {
    let items: [Content]

    init(_ items: [Content]) {
        self.items = items
    }

    init(reading fields: inout some FieldReader) {
        items = fields.required("items")
        let _: Int = fields.required("count")
    }

    func write(to object: inout ObjectWriter) {
        object.field("items", items)
        object.field("count", items.count)
    }
}
