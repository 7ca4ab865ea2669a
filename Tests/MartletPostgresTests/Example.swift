import MartletDatabase
import MartletPostgres

/// The example of the module's landing page; it has to compile.
func landingPageExample() async throws {
    // snippet: MartletPostgres
    let engine = try PostgresEngine(
        url: "postgres://shop@localhost/shop",
        configuration: PostgresEngine.Configuration(connections: 10)
    )
    let database = Database(engine)
    try await database.open()
    let count = try await database.run("SELECT 1 + 1" as Statement<Int>)
    await database.close()
    // end
    _ = count
}
