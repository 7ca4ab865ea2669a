import MartletContext

/// Runs the statements of one transaction, on the engine's thread.
struct StatementRunner {
    let connection: any EngineConnection
    let watch: StatementWatch

    init(_ connection: any EngineConnection, _ watch: StatementWatch) {
        self.connection = connection
        self.watch = watch
    }

    func run<Answer>(_ statement: Statement<Answer>, at site: StatementSite) throws -> Answer {
        try watching(site) {
            let cursor = try connection.open(statement.sql(at: site))
            defer { cursor.close() }
            var rows = Rows(cursor, cap: statement.cap)
            return (try Answer.collect(&rows), rows.affected)
        }
    }

    /// Inserts the rows that a closure hands out one after the other, and returns their number.
    func insert(_ insertion: Insertion, _ rows: (any RowSink) throws -> Void) throws -> Int {
        try watching(insertion.site) {
            let count = try connection.insert(insertion, rows)
            return (count, count)
        }
    }

    private func watching<Answer>(
        _ site: StatementSite,
        _ body: () throws -> (answer: Answer, affected: Int)
    ) throws -> Answer {
        let context = Context.current
        let start = watch.begin(context)
        var affected: Int?
        defer { watch.end(site, since: start, rows: affected, context) }
        do {
            let outcome = try body()
            affected = outcome.affected
            return outcome.answer
        } catch {
            throw error.named(site)
        }
    }
}

extension Error {
    /// The error with the place of its statement, where it is the database's and has none.
    func named(_ site: StatementSite) -> any Error {
        guard var error = self as? DatabaseError, error.statement == nil else { return self }
        error.statement = site
        return error
    }
}
