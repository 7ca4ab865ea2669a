public import MartletPayload

extension Statement {
    /// Creates a statement that answers one page of a query's rows, and how many there are on all pages, at once.
    ///
    /// ```swift
    /// func getPage(of owner: ID<Member>, _ bounds: PageBounds) -> Statement<Page<Card>> {
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
    ///   - bounds: Which page; one that is not valid is refused when the statement runs.
    ///   - query: The rows of all pages, in no order and without a limit.
    ///   - order: The columns of the query to sort by.
    ///   - tieBreaker: A column of the query that no two rows have the same value in: the order of rows that are equal
    ///     otherwise, so that no row is on two pages or on none.
    public init<Item: Record>(
        page bounds: PageBounds,
        of query: SQL,
        by order: SortOrder...,
        tieBreaker: StaticString
    ) where Answer == Page<Item> {
        let order = order + [.ascending(tieBreaker)]
        self.init(
            """
            SELECT page_total, \(bounds.limit) AS page_limit, \(bounds.offset) AS page_offset, page.*
            FROM (SELECT count(*) AS page_total FROM (\(query)) AS counted) AS total LEFT JOIN (
                SELECT 1 AS page_item, matches.* FROM (\(query)) AS matches
                ORDER BY \(order: order) LIMIT \(bounds.limit) OFFSET \(bounds.offset)
            ) AS page ON TRUE ORDER BY \(order: order)
            """ as SQL,
            unless: bounds.isValid ? nil : "A page has 1 to 100 rows and starts at row 0 or later."
        )
    }

    private init(_ sql: SQL, unless refusal: String?) {
        var sql = sql
        if let refusal { sql.refuse(refusal) }
        self.init(sql)
    }
}

extension Page: StatementAnswer where Item: Record {
    /// Reads the page's rows and the total, which each of them carries.
    public static func collect(_ rows: inout Rows) throws -> Page {
        guard let first = try rows.next() else {
            throw DatabaseError(.rowMissing, "A page was read from a statement that is none.")
        }
        var page = Page(
            items: [],
            total: try first.read("page_total"),
            limit: try first.read("page_limit"),
            offset: try first.read("page_offset")
        )
        // The page that lies behind the last one is a row without an item.
        guard try first.read("page_item", as: Int?.self) != nil else { return page }
        page.items.append(try Item(row: first))
        while let row = try rows.next() { page.items.append(try Item(row: row)) }
        return page
    }
}
