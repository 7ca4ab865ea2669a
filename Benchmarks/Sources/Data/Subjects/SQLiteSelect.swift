import MartletDatabase
import MartletSQLite

/// A row by its key, through Martlet.
struct SQLiteSelect: Subject {
    private let database: Database

    init(directory: String) async throws {
        database = try await Database.withItems(in: directory)
    }

    func call(with number: UInt64) async throws {
        let id = Int(number % Items.rows) + 1
        _ = try await database.run("SELECT \(columns: Item.self) FROM items WHERE id = \(id)" as Statement<Item>)
    }

    func close() async {
        await database.close()
    }
}

/// A durable row more, through Martlet.
struct SQLiteInsert: Subject {
    private let database: Database

    init(directory: String) async throws {
        database = try await Database.withItems(in: directory)
    }

    func call(with number: UInt64) async throws {
        let price = Int(number % 500)
        try await database.run("INSERT INTO items (name, price) VALUES (\("A new item"), \(price))")
    }

    func close() async {
        await database.close()
    }
}

extension Database {
    /// Makes a file with the table and opens it.
    static func withItems(in directory: String) async throws -> Database {
        let database = Database(SQLiteEngine(path: "\(directory)/items.db"))
        try await database.open()
        try await database.run(Statement<Changes>(SQL(stringLiteral: Items.table)))
        try await database.run(Statement<Changes>(SQL(stringLiteral: Items.filling)))
        return database
    }
}
