public import MartletDatabase
import MartletPayload

extension EngineFactory {
    /// PostgreSQL, for URLs `postgres://` and `postgresql://` with every parameter of libpq.
    public static let postgres = EngineFactory(schemes: ["postgres", "postgresql"]) { url, options in
        let configuration = PostgresEngine.Configuration(
            connections: options.poolSize,
            overflow: options.poolOverflow,
            pooler: options.pooler == .none ? .none : .transactions(directURL: options.directURL.map { Secret($0) }),
            leaseTimeout: options.leaseTimeout,
            statementTimeout: options.statementTimeout
        )
        return try PostgresEngine(url: url, configuration: configuration)
    }
}
