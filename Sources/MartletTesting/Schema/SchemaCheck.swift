public import MartletDatabase

/// What a migrated schema lacks, on either engine.
///
/// ```swift
/// try await engine.withDatabase { database in
///     try await Migrator(database: database, sets: [ShopSchema.migrations]).up()
///     #expect(try await SchemaCheck(database).unindexed(filters: ["cards.owner", "cards.created_at"]) == [])
/// }
/// ```
public struct SchemaCheck: Sendable {
    private let database: Database
    private let store: SchemaStore

    /// Creates a check of a database's schema.
    public init(_ database: Database) {
        self.database = database
        store = SchemaStore(dialect: database.engine.dialect)
    }

    /// Returns a sentence for every foreign key and every declared filter column that no index begins with, and, on
    /// PostgreSQL, for every JSON column without a GIN index.
    ///
    /// - Parameter filters: The columns by which rows are looked up or sorted, each as `table.column`; a partial index
    ///   counts for them, for a foreign key only an index of all rows.
    /// - Returns: What is missing; nothing when all is well.
    /// - Throws: A `DatabaseError`.
    public func unindexed(filters: [String] = []) async throws -> [String] {
        let indexes = Index.grouped(try await database.run(store.indexColumns))
        let keys = ForeignKey.grouped(try await database.run(store.foreignKeyColumns))
        let missing = keys.filter { key in
            !indexes.contains { $0.table == key.table && !$0.isPartial && $0.begins(with: key.columns) }
        }
        let columns = try await database.run(store.columns)
        let sentences = missing.map { key in
            let list = key.columns.joined(separator: ", ")
            return "\(key.table) (\(list)) refers to \(key.target), and no index begins with it."
        }
        return sentences
            + filters.filter { !columns.contains($0) }.map { "\($0) is a filter, and there is no such column." }
            + filters.filter { filter in
                columns.contains(filter)
                    && !indexes.contains { index in "\(index.table).\(index.columns.first ?? "")" == filter }
            }
            .map { "\($0) is a filter, and no index begins with it." }
            + (try await database.run(store.unindexedDocuments))
            .map { "\($0) holds JSON, and no GIN index finds what it contains." }
    }

    /// Returns the tables, columns, indexes and constraints as text, in a fixed order: equal lists are equal schemas.
    public func outline() async throws -> [String] {
        try await database.run(store.outline)
    }
}

/// An index and its columns in order; what is no column is an empty name.
private struct Index {
    let table: String
    let isPartial: Bool
    var columns: [String]

    static func grouped(_ rows: [IndexColumn]) -> [Index] {
        var found: [String: Index] = [:]
        for row in rows {
            found["\(row.table) \(row.name)", default: Index(table: row.table, isPartial: row.isPartial, columns: [])]
                .columns.append(row.column)
        }
        return Array(found.values)
    }

    /// Tells whether the index begins with these columns, in whatever order.
    func begins(with others: [String]) -> Bool {
        Set(columns.prefix(others.count)) == Set(others)
    }
}

/// A foreign key and its columns.
private struct ForeignKey {
    let table: String
    let target: String
    var columns: [String]

    static func grouped(_ rows: [ForeignKeyColumn]) -> [ForeignKey] {
        var found: [String: ForeignKey] = [:]
        for row in rows {
            found["\(row.table) \(row.name)", default: ForeignKey(table: row.table, target: row.target, columns: [])]
                .columns.append(row.column)
        }
        return found.sorted { $0.key < $1.key }.map(\.value)
    }
}
