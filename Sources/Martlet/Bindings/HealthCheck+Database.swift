public import MartletDatabase
public import MartletHTTP

extension HealthCheck {
    /// A check that the database answers a trivial query.
    public static func database(_ database: Database) -> HealthCheck {
        HealthCheck("database") {
            let answer: Statement<Int> = "SELECT 1"
            _ = try await database.run(answer)
        }
    }
}
