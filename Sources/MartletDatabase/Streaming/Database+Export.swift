import MartletContext

extension Database {
    /// Writes the rows of a query as CSV, a piece at a time, however many there are; the first line has the columns' names.
    ///
    /// ```swift
    /// try await database.export("SELECT id, title FROM cards WHERE owner = \(owner) ORDER BY id") { bytes in
    ///     try await file.write(bytes)
    /// }
    /// ```
    ///
    /// UTF-8 with commas and line feeds, the same on both engines: what is missing is nothing at all, an empty text `""`,
    /// truth 1 or 0, an instant RFC 3339, bytes hexadecimal after `\x`. PostgreSQL writes it itself, with COPY. All rows
    /// are of one snapshot, and pieces have some 64 KiB; the next one is made when the closure has taken one. The query
    /// counts as one statement: the bound of its time lasts to the end.
    ///
    /// What a spreadsheet would take for a formula is left as it is; escape it in the query where people open the file
    /// with one.
    ///
    /// - Parameters:
    ///   - query: The query.
    ///   - function: Where it is called; the statement's name.
    ///   - file: Where it is called; the statement's name.
    ///   - body: Takes each piece, in order.
    /// - Throws: What the closure threw, or a ``DatabaseError``.
    public func export(
        _ query: SQL,
        function: StaticString = #function,
        file: StaticString = #fileID,
        _ body: ([UInt8]) async throws -> Void
    ) async throws {
        let site = StatementSite(file: file, function: function)
        let pieces = ChunkChannel<[UInt8]>()
        try await naming(site) {
            let sql = try Statement<Changes>(query).sql(at: site)
            _ = watch.begin(Context.current)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { [engine] in
                    do {
                        try await engine.export(sql) { try pieces.send($0) }
                        pieces.finish(throwing: nil)
                    } catch {
                        pieces.finish(throwing: error)
                    }
                }
                defer { pieces.cancel() }
                while let piece = try await pieces.next() { try await body(piece) }
            }
        }
    }
}
