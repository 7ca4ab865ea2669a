/// Which page of a list is asked for: at most 100 items, 10 unless another number is given.
///
/// A payload reads it together with its own fields:
///
/// ```swift
/// init(reading fields: inout some FieldReader) {
///     status = fields.optional("status")
///     bounds = PageBounds(reading: &fields)
/// }
/// ```
public struct PageBounds: Sendable, Hashable {
    /// How many items a page has at most.
    public var limit: Int

    /// How many items of the list stand before the page.
    public var offset: Int

    /// Creates bounds; a database refuses those that are not ``isValid``.
    public init(limit: Int = 10, offset: Int = 0) {
        self.limit = limit
        self.offset = offset
    }

    /// Tells whether the page has 1 to 100 items and starts at the first one or later.
    public var isValid: Bool {
        (1...100).contains(limit) && offset >= 0
    }
}

extension PageBounds: Payload {
    /// Reads the bounds.
    public init(reading fields: inout some FieldReader) {
        limit = fields.optional("limit", .range(1...100), default: 10, about: "How many items a page has at most.")
        offset = fields.optional("offset", .range(0...), default: 0, about: "How many items stand before this page.")
    }

    /// Writes the bounds.
    public func write(to object: inout ObjectWriter) {
        object.field("limit", limit)
        object.field("offset", offset)
    }
}
