import MartletContext

extension Database {
    /// Reads rows a chunk at a time, however many there are: the next ones are fetched when the closure has taken some.
    ///
    /// ```swift
    /// try await database.stream(store.getAll()) { cards in
    ///     for card in cards { try await export.write(card) }
    /// }
    /// ```
    ///
    /// All rows are of one snapshot, and at most three chunks are in memory. A connection is held until the closure has
    /// seen the last row or throws, or the task is cancelled; it is free again when the call returns. The bound of lists
    /// does not count here. On SQLite a stream that stays open keeps the write-ahead log from shrinking.
    ///
    /// - Parameters:
    ///   - statement: The query.
    ///   - size: How many rows a chunk has at most.
    ///   - function: Where it is called; the statement's name.
    ///   - file: Where it is called; the statement's name.
    ///   - body: Takes each chunk, in order.
    /// - Throws: What the closure threw, or a ``DatabaseError``.
    public func stream<Item>(
        _ statement: Statement<[Item]>,
        chunk size: Int = 500,
        function: StaticString = #function,
        file: StaticString = #fileID,
        _ body: ([Item]) async throws -> Void
    ) async throws {
        let site = StatementSite(file: file, function: function)
        let chunks = ChunkChannel<[Item]>()
        try await naming(site) {
            let sql = try statement.sql(at: site)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await self.send(sql, size: max(1, size), into: chunks) }
                defer { chunks.cancel() }
                while let chunk = try await chunks.next() { try await body(chunk) }
            }
        }
    }

    /// Reads rows into a channel; how that ends is told to whoever takes them.
    private func send<Item: RowDecodable>(_ sql: SQL, size: Int, into chunks: ChunkChannel<[Item]>) async {
        let context = Context.current
        _ = watch.begin(context)
        do {
            try await engine.stream(sql) { cursor in
                try context.run {
                    var rows = Rows(cursor, cap: .max)
                    var chunk: [Item] = []
                    while let row = try rows.next() {
                        chunk.append(try Item(row: row))
                        guard chunk.count == size else { continue }
                        try chunks.send(chunk)
                        chunk.removeAll(keepingCapacity: true)
                    }
                    if !chunk.isEmpty { try chunks.send(chunk) }
                }
            }
            chunks.finish(throwing: nil)
        } catch {
            chunks.finish(throwing: error)
        }
    }
}
