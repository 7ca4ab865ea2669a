extension Statement {
    /// Creates a statement that answers the page of a query's rows behind a cursor.
    ///
    /// Rows that come or go between two pages neither repeat others nor hide them, and the tenth page costs what the first one
    /// does, given an index on what the query filters by and the columns of the order.
    ///
    /// ```swift
    /// func getPage(of owner: ID<Member>, _ bounds: CursorBounds) -> Statement<CursorPage<Card>> {
    ///     Statement(
    ///         page: bounds,
    ///         of: "SELECT \(columns: Card.self) FROM cards WHERE owner = \(owner)",
    ///         by: .descending("created_at"),
    ///         tieBreaker: "id"
    ///     )
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - bounds: Which page; a limit that is not from 1 to 100 is refused when the statement runs, and so is the cursor of
    ///     another order, with ``DatabaseError/Code/cursorRefused``.
    ///   - query: The rows of all pages, in no order and without a limit.
    ///   - order: The columns to sort by; the record reads them.
    ///   - tieBreaker: A column that has a value in every row and the same one in no two: the order, in the direction of the
    ///     column before, of rows that are equal otherwise. The record reads it.
    public init<Item: Record>(
        page bounds: CursorBounds,
        of query: SQL,
        by order: SortOrder...,
        tieBreaker: StaticString
    ) where Answer == CursorPage<Item> {
        let keyset = Keyset(order, tieBreaker: tieBreaker)
        let limit = min(max(bounds.limit, 0), 100)
        var refusal = Self.refusal(of: keyset, limit: bounds.limit, reading: Item.self)
        var rows = query
        if refusal == nil, let cursor = bounds.after {
            if let key = keyset.key(of: cursor, reading: Item.self) {
                rows = keyset.rows(of: query, after: key, limit: limit + 1)
            } else {
                refusal = DatabaseError(.cursorRefused, "The cursor is not one of this list in this order.")
            }
        }
        self.init(
            """
            SELECT \(limit) AS page_limit, \(keyset.fingerprint) AS page_order, \(keyset.columns), matches.*
            FROM (\(rows)) AS matches ORDER BY \(keyset.order) LIMIT \(limit + 1)
            """,
            refusal: refusal
        )
    }

    /// Why there are no pages of that order; a mistake of the program.
    private static func refusal(of keyset: Keyset, limit: Int, reading record: (some Record).Type) -> DatabaseError? {
        guard (1...100).contains(limit) else { return DatabaseError(.statement, "A page has 1 to 100 rows.") }
        let read = record.columnNames
        let missing = keyset.names.first { name in !read.contains { $0.isSame(as: name) } }
        return missing.map {
            DatabaseError(.statement, "\(record) does not read the column '\($0)' that its pages are sorted by.")
        }
    }
}
