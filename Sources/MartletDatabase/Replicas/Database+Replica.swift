import MartletContext

extension Database {
    /// Runs one statement that reads, on a replica where there is one, and returns its answer.
    ///
    /// A statement that is no query is refused, whether there is a replica or not; a query whose functions change something
    /// fails on a replica only, so leave `from:` out there. A replica that is away, or that has to cancel the statement to
    /// keep up, costs time: the statement is run by the database itself then.
    ///
    /// - Parameters:
    ///   - statement: The statement.
    ///   - source: Where it may read.
    ///   - function: Where it is called; the statement's name.
    ///   - file: Where it is called; the statement's name.
    /// - Returns: The answer.
    /// - Throws: A ``DatabaseError``.
    public func run<Answer>(
        _ statement: Statement<Answer>,
        from source: ReadSource,
        function: StaticString = #function,
        file: StaticString = #fileID
    ) async throws -> Answer {
        let site = StatementSite(file: file, function: function)
        guard source == .replica else { return try await run(statement, at: site, on: engine) }
        guard !statement.sql.begins(with: "select") else {
            return try await reading { try await run(statement, at: site, on: $0) }
        }
        guard statement.sql.begins(with: "with") else {
            throw DatabaseError(
                .readOnly,
                "A statement for a replica begins with SELECT or WITH and changes nothing; run others without `from:`."
            ).named(site)
        }
        // What stands behind WITH may change something, so it runs where nothing can be changed.
        return try await read(from: .replica, function: function, file: file) { snapshot in
            try snapshot.run(statement, function: function, file: file)
        }
    }

    /// Reads in one snapshot of a replica where there is one, and returns what the closure returns.
    ///
    /// When the replica fails meanwhile, the closure runs again in a snapshot of the database itself.
    ///
    /// - Parameters:
    ///   - source: Where it may read.
    ///   - function: Where it is called; the statements' name.
    ///   - file: Where it is called; the statements' name.
    ///   - body: What to do with the handle.
    /// - Returns: What the closure returned.
    /// - Throws: What the closure threw, or a ``DatabaseError``.
    public func read<Success: Sendable>(
        from source: ReadSource,
        function: StaticString = #function,
        file: StaticString = #fileID,
        _ body: @escaping @Sendable (Snapshot) throws -> Success
    ) async throws -> Success {
        let site = StatementSite(file: file, function: function)
        guard source == .replica else { return try await read(at: site, on: engine, body) }
        return try await reading { try await read(at: site, on: $0, body) }
    }

    /// Runs an operation on the replica, and on the database itself where the replica cannot serve it.
    private func reading<Success>(_ operation: (any DatabaseEngine) async throws -> Success) async throws -> Success {
        guard let replica, let outages = replica.begin() else { return try await operation(engine) }
        do {
            return try await operation(replica.engine)
        } catch let error as DatabaseError where replica.passesOn(error, since: outages) {
            return try await operation(engine)
        }
    }
}
