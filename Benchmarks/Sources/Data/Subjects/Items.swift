import MartletDatabase

/// The table that SQLite's contenders read and write; each makes it with its own library.
enum Items {
    /// The number of rows.
    static let rows: UInt64 = 100_000

    static let table: StaticString =
        "CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT NOT NULL, price INTEGER NOT NULL)"

    static let filling: StaticString = """
        WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 100000)
        INSERT INTO items (id, name, price) SELECT n, 'The name of item ' || n, n % 500 FROM numbers
        """
}

/// A row of the table, as Martlet reads it.
struct Item: Record {
    let id: Int
    let name: String
    let price: Int

    init(reading columns: inout some ColumnReader) throws {
        id = try columns.read("id")
        name = try columns.read("name")
        price = try columns.read("price")
    }
}
