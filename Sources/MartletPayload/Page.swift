/// One page of a list; a payload when its items are.
public struct Page<Item: Sendable>: Sendable {
    /// The page's items.
    public var items: [Item]

    /// How many items the whole list has.
    public var total: Int

    /// How many items a page has at most.
    public var limit: Int

    /// How many items of the list stand before this page.
    public var offset: Int

    /// Creates a page.
    public init(items: [Item], total: Int, limit: Int, offset: Int) {
        self.items = items
        self.total = total
        self.limit = limit
        self.offset = offset
    }

    /// Returns the same page with every item turned into another.
    public func map<Other: Sendable, Failure: Error>(
        _ transform: (Item) throws(Failure) -> Other
    ) throws(Failure) -> Page<Other> {
        Page<Other>(items: try items.map(transform), total: total, limit: limit, offset: offset)
    }
}

extension Page: Equatable where Item: Equatable {}

extension Page: FieldValue, Payload where Item: FieldValue {
    /// Reads a page, as a client does.
    public init(reading fields: inout some FieldReader) {
        items = fields.required("items", about: "The page's items.")
        total = fields.required("total", .range(0...), about: "How many items the whole list has.")
        limit = fields.required("limit", .range(1...), about: "How many items a page has at most.")
        offset = fields.required("offset", .range(0...), about: "How many items stand before this page.")
    }

    /// Writes a page.
    public func write(to object: inout ObjectWriter) {
        object.field("items", items)
        object.field("total", total)
        object.field("limit", limit)
        object.field("offset", offset)
    }
}
