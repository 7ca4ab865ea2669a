import GRDB

/// A row by its key, through GRDB and its cache of statements.
struct GRDBSelect: Subject {
    private let pool: DatabasePool

    init(directory: String) throws {
        pool = try DatabasePool.withItems(in: directory)
    }

    func call(with number: UInt64) async throws {
        let id = Int(number % Items.rows) + 1
        _ = try await pool.read { database in
            let statement = try database.cachedStatement(sql: "SELECT id, name, price FROM items WHERE id = ?")
            return try StoredItem.fetchOne(statement, arguments: [id])
        }
    }
}

/// A row more, through GRDB.
struct GRDBInsert: Subject {
    enum Synchronous {
        case full, asItComes
    }

    private let pool: DatabasePool

    init(directory: String, synchronous: Synchronous) throws {
        pool = try DatabasePool.withItems(in: directory)
        // After the opening, which itself sets NORMAL together with the log.
        if synchronous == .full {
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        }
    }

    func call(with number: UInt64) async throws {
        let price = Int(number % 500)
        try await pool.write { database in
            let statement = try database.cachedStatement(sql: "INSERT INTO items (name, price) VALUES (?, ?)")
            try statement.execute(arguments: ["A new item", price])
        }
    }
}

/// A row of the table, as GRDB reads it.
struct StoredItem: FetchableRecord {
    let id: Int
    let name: String
    let price: Int

    init(row: Row) {
        id = row["id"]
        name = row["name"]
        price = row["price"]
    }
}

extension DatabasePool {
    /// Makes a file with the table and opens it.
    static func withItems(in directory: String) throws -> DatabasePool {
        let pool = try DatabasePool(path: "\(directory)/items.db")
        try pool.write { database in
            try database.execute(sql: Items.table.description)
            try database.execute(sql: Items.filling.description)
        }
        return pool
    }
}
