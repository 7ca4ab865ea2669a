import MartletDatabase
import MartletSQLite

/// The example of the module's landing page; it has to compile.
func landingPageExample() async throws {
    // snippet: MartletSQLite
    let engine = SQLiteEngine(path: "shop.db", configuration: SQLiteEngine.Configuration(readers: 4))
    let database = Database(engine)
    try await database.open()
    let count = try await database.run("SELECT 1 + 1" as Statement<Int>)
    await database.close()
    // end
    _ = count
}
