import MartletContext
import MartletDatabase

/// A row of the batch, which depends on its number only.
struct BatchItem: RowWritable {
    /// The number of rows.
    static let rows = 100_000

    static let table: Statement<Changes> = """
        CREATE TABLE IF NOT EXISTS batch_items (
            id BIGINT PRIMARY KEY, name TEXT NOT NULL, category TEXT NOT NULL, price INTEGER NOT NULL,
            rating DOUBLE PRECISION, is_active BOOLEAN NOT NULL, created_at TIMESTAMPTZ NOT NULL
        )
        """

    let id: Int
    let name: String
    let category: String
    let price: Int
    let rating: Double?
    let isActive: Bool
    let createdAt: Instant

    init(_ number: Int) {
        id = number
        name = "The name of item \(number)"
        category = ["books", "electronics", "garden", "tools"][number % 4]
        price = number % 500
        rating = number % 10 == 0 ? nil : Double(number % 50) / 10
        isActive = number % 3 > 0
        createdAt = Instant(microseconds: 1_764_500_000_000_000 + Int64(number) * 1_000_003)
    }

    func write(to row: inout some RowWriter) {
        row.write("id", id)
        row.write("name", name)
        row.write("category", category)
        row.write("price", price)
        row.write("rating", rating)
        row.write("is_active", isActive)
        row.write("created_at", createdAt)
    }

    /// The row as a line of COPY's text format.
    var line: String {
        let rating = rating.map { "\($0)" } ?? "\\N"
        return "\(id)\t\(name)\t\(category)\t\(price)\t\(rating)\t\(isActive)\t\(createdAt)"
    }
}
