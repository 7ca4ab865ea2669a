public import MartletDatabase

extension EngineFactory {
    /// PostgreSQL, for URLs `postgres://` and `postgresql://` with every parameter of libpq.
    public static let postgres = EngineFactory(schemes: ["postgres", "postgresql"]) { url, options in
        let configuration = PostgresEngine.Configuration(
            connections: options.poolSize,
            overflow: options.poolOverflow,
            leaseTimeout: options.leaseTimeout,
            statementTimeout: options.statementTimeout
        )
        return try PostgresEngine(url: url, configuration: configuration)
    }
}
