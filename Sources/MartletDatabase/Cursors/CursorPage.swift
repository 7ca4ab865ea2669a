public import MartletPayload

/// One page of a sorted list, and where the next one starts; a payload when its items are.
public struct CursorPage<Item: Sendable>: Sendable {
    /// The page's items.
    public var items: [Item]

    /// What the next page starts after; nil on the last one.
    public var nextCursor: Cursor?

    /// Creates a page.
    public init(items: [Item], nextCursor: Cursor?) {
        self.items = items
        self.nextCursor = nextCursor
    }

    /// Returns the same page with every item turned into another.
    public func map<Other: Sendable, Failure: Error>(
        _ transform: (Item) throws(Failure) -> Other
    ) throws(Failure) -> CursorPage<Other> {
        CursorPage<Other>(items: try items.map(transform), nextCursor: nextCursor)
    }
}

extension CursorPage: Equatable where Item: Equatable {}

extension CursorPage: FieldValue, Payload where Item: FieldValue {
    /// Reads a page, as a client does.
    public init(reading fields: inout some FieldReader) {
        items = fields.required("items", about: "The page's items.")
        nextCursor = fields.optional("next_cursor", about: "What the next page starts after; none on the last one.")
    }

    /// Writes a page.
    public func write(to object: inout ObjectWriter) {
        object.field("items", items)
        object.field("next_cursor", nextCursor)
    }
}

extension CursorPage: StatementAnswer where Item: Record {
    /// Reads the page's rows; one more than the page has tells that there is a next page.
    public static func collect(_ rows: inout Rows) throws -> CursorPage {
        var page = CursorPage(items: [], nextCursor: nil)
        var end: Cursor?
        while let row = try rows.next() {
            guard try page.items.count < row.read("page_limit") else {
                guard let end, end.text.utf8.count <= Cursor.lengthLimit else {
                    throw DatabaseError(.statement, "What a page is sorted by is too long for a cursor.")
                }
                page.nextCursor = end
                return page
            }
            if try page.items.count + 1 == row.read("page_limit") { end = try Cursor(endingAt: row) }
            page.items.append(try Item(row: row))
        }
        return page
    }
}

extension Cursor {
    /// The place behind a row of a page.
    fileprivate init(endingAt row: Row) throws {
        let columns = row.buffer.columns.indices.filter { row.buffer.columns[$0] == "page_key" }
        let key = columns.map { CursorValue(ColumnReading(buffer: row.buffer, cell: row.buffer.cells[$0])) }
        self.init(order: try row.read("page_order"), key: key)
    }
}
