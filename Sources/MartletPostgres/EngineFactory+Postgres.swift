public import MartletDatabase

extension EngineFactory {
    /// PostgreSQL, for URLs `postgres://` and `postgresql://` with every parameter of libpq.
    public static let postgres = EngineFactory(schemes: ["postgres", "postgresql"]) { url in
        try PostgresEngine(url: url)
    }
}
