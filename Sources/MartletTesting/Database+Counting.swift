public import MartletDatabase

extension Database {
    /// Runs a closure and returns how many statements the database has run meanwhile.
    ///
    /// ```swift
    /// let few = try await database.statements { _ = try await cards.getPage(limit: 2) }
    /// let many = try await database.statements { _ = try await cards.getPage(limit: 100) }
    /// #expect(few == many)
    /// ```
    ///
    /// What others do with the same database counts as well; every test has a database of its own.
    public func statements(during body: () async throws -> Void) async rethrows -> Int {
        let before = statementCount
        try await body()
        return statementCount - before
    }
}
