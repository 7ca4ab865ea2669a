public import MartletPayload

/// Which page of a sorted list is asked for by the cursor of the one before: at most 100 items, 10 unless another number is
/// given.
///
/// A payload reads it together with its own fields, as `PageBounds` is read.
public struct CursorBounds: Sendable, Hashable {
    /// How many items a page has at most.
    public var limit: Int

    /// Where the page starts: behind the last item of another one, or at the first item of all.
    public var after: Cursor?

    /// Creates bounds; a database refuses a limit that is not from 1 to 100.
    public init(limit: Int = 10, after: Cursor? = nil) {
        self.limit = limit
        self.after = after
    }
}

extension CursorBounds: Payload {
    /// Reads the bounds.
    public init(reading fields: inout some FieldReader) {
        limit = fields.optional("limit", .range(1...100), default: 10, about: "How many items a page has at most.")
        after = fields.optional("after", about: "The `next_cursor` of the page before; none for the first page.")
    }

    /// Writes the bounds.
    public func write(to object: inout ObjectWriter) {
        object.field("limit", limit)
        object.field("after", after)
    }
}
