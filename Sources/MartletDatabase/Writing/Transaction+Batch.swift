import Logging
import MartletContext

extension Transaction {
    /// Inserts rows and returns their number: all of them with the transaction, or none.
    ///
    /// Whatever their number, it is one statement, as fast as the engine can: from 100 rows on PostgreSQL's COPY, where the
    /// table allows it. The rows are then visited while they are sent, so a sequence may be larger than the memory; no
    /// other statement of the transaction can run meanwhile, and a row that cannot be stored fails the transaction.
    ///
    /// ```swift
    /// let created = try await database.write { tx in
    ///     try tx.createBatch(cards, in: "cards", skippingExisting: true)
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - rows: The rows; those that may exist already are collected and inserted by up to 1,000 in a statement.
    ///   - table: The table.
    ///   - skippingExisting: Whether rows whose unique values exist already are left out instead of failing the batch; how
    ///     many there were is recorded after the commit as `rows_skipped`.
    ///   - function: Where it is called; the statements' name.
    ///   - file: Where it is called; the statements' name.
    /// - Returns: How many rows were inserted.
    /// - Throws: A ``DatabaseError``.
    @discardableResult
    public func createBatch(
        _ rows: some Sequence<some RowWritable>,
        in table: StaticString,
        skippingExisting: Bool = false,
        function: StaticString = #function,
        file: StaticString = #fileID
    ) throws -> Changes {
        let site = StatementSite(file: file, function: function)
        guard !skippingExisting else {
            let batch = RowBatch(rows)
            let created = try insert(batch, into: table, " ON CONFLICT DO NOTHING", at: site)
            recordSkipped(batch.count - created.count, of: table, at: site)
            return created
        }
        var rest = rows.makeIterator()
        let first = RowBatch(&rest, atMost: Self.bulk)
        guard first.count == Self.bulk, first.flaw == nil else { return try insert(first, into: table, "", at: site) }
        let insertion = Insertion(table: table, columns: first.columns, site: site)
        let count = try runner.insert(insertion) { sink in
            for (position, value) in first.values.enumerated() {
                try sink.add(value)
                if (position + 1) % first.columns.count == 0 { try sink.endRow() }
            }
            var writer = SinkWriter(first.columns, sink)
            while let row = rest.next() {
                row.write(to: &writer)
                try writer.endRow()
            }
        }
        return Changes(count: count)
    }

    /// From how many rows on the engine's own way for many is the faster one.
    private static let bulk = 100

    private func insert(
        _ batch: RowBatch,
        into table: StaticString,
        _ clause: SQL,
        at site: StatementSite
    ) throws -> Changes {
        try batch.inserts(into: table, clause).reduce(into: Changes(count: 0)) { sum, insert in
            sum = Changes(count: sum.count + (try runner.run(Statement<Changes>(insert), at: site).count))
        }
    }

    /// Inserts rows and returns them as the database has stored them.
    public func createBatch<Created: Record>(
        _ rows: some Sequence<some RowWritable>,
        in table: StaticString,
        returning: Created.Type,
        function: StaticString = #function,
        file: StaticString = #fileID
    ) throws -> [Created] {
        let site = StatementSite(file: file, function: function)
        return try RowBatch(rows).inserts(into: table, " RETURNING \(columns: Created.self)").flatMap { insert in
            try runner.run(Statement<[Created]>(insert), at: site)
        }
    }

    /// Inserts rows, or changes those that have the same keys, in one atomic statement for up to 1,000 rows.
    ///
    /// ```swift
    /// try tx.upsert([wallet], in: "wallets", by: ["owner"], setting: "balance = wallets.balance + excluded.balance")
    /// ```
    ///
    /// - Parameters:
    ///   - rows: The rows; two of them with the same keys are refused.
    ///   - table: The table.
    ///   - keys: The columns of a primary key or a unique constraint.
    ///   - assignments: How a row that exists is changed, where `excluded` is the row that was to be inserted; every other
    ///     column is replaced when nothing is given.
    ///   - function: Where it is called; the statements' name.
    ///   - file: Where it is called; the statements' name.
    /// - Returns: How many rows were inserted or changed.
    /// - Throws: A ``DatabaseError``.
    @discardableResult
    public func upsert(
        _ rows: some Sequence<some RowWritable>,
        in table: StaticString,
        by keys: [StaticString],
        setting assignments: SQL? = nil,
        function: StaticString = #function,
        file: StaticString = #fileID
    ) throws -> Changes {
        let site = StatementSite(file: file, function: function)
        var batch = RowBatch(rows)
        batch.refuseDuplicates(of: keys)
        let assignments = assignments ?? batch.assignments(from: "excluded", except: keys)
        let conflict: SQL = " ON CONFLICT (\(names: keys)) DO UPDATE SET \(assignments)"
        return try insert(batch, into: table, conflict, at: site)
    }

    /// Changes rows by their keys in one statement, whatever their number.
    ///
    /// ```swift
    /// try tx.updateBatch(bonuses, in: "accounts", by: ["id"], setting: "balance = accounts.balance + changes.balance")
    /// ```
    ///
    /// - Parameters:
    ///   - rows: The keys and the values; they travel as one bound value, so raw bytes are refused. Two rows with the same
    ///     keys are refused.
    ///   - table: The table.
    ///   - keys: The columns that tell which row is changed.
    ///   - assignments: How it is changed, where `changes` is the row given; every other column is replaced when nothing is
    ///     given.
    ///   - function: Where it is called; the statement's name.
    ///   - file: Where it is called; the statement's name.
    /// - Returns: How many rows were changed; keys that no row has count nothing.
    /// - Throws: A ``DatabaseError``.
    @discardableResult
    public func updateBatch(
        _ rows: some Sequence<some RowWritable>,
        in table: StaticString,
        by keys: [StaticString],
        setting assignments: SQL? = nil,
        function: StaticString = #function,
        file: StaticString = #fileID
    ) throws -> Changes {
        var batch = RowBatch(rows)
        guard batch.count > 0 else { return Changes(count: 0) }
        batch.refuseDuplicates(of: keys)
        let assignments = assignments ?? batch.assignments(from: "changes", except: keys)
        let update: SQL = """
            UPDATE \(names: [table]) SET \(assignments)
            FROM \(batch: batch, as: "changes") WHERE \(equal: keys, in: table, and: "changes")
            """
        return try runner.run(Statement<Changes>(update), at: StatementSite(file: file, function: function))
    }

    private func recordSkipped(_ count: Int, of table: StaticString, at site: StatementSite) {
        guard count > 0 else { return }
        let context = Context.current
        afterCommit {
            context.logger.info(
                "rows_skipped",
                metadata: ["table": "\(table)", "rows": .stringConvertible(count), "statement": "\(site)"]
            )
        }
    }
}
