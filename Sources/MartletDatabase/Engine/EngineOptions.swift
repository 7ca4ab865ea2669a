/// What a service's settings say of its engines; each engine takes what concerns it.
public struct EngineOptions: Sendable, Hashable {
    /// The number of connections that are kept open; SQLite has its own threads.
    public var poolSize: Int

    /// The number of connections beyond ``poolSize`` that a rush may make.
    public var poolOverflow: Int

    /// How long a call waits for a connection.
    public var leaseTimeout: Duration

    /// After how long the server stops a statement that the caller's deadline has not stopped before; zero for never.
    public var statementTimeout: Duration

    /// What stands between the service and its server.
    public var pooler: Pooler

    /// The server's own address beside a pooler; it may hold a password.
    public var directURL: String?

    /// What may stand between a service and its server.
    public enum Pooler: String, Sendable, Hashable, CaseIterable {
        /// Nothing, or a pooler that lends a session for as long as a connection lasts.
        case none
        /// A pooler that lends a session for one transaction, such as PgBouncer with `pool_mode = transaction`.
        case transaction
    }

    /// Creates options; everything left out has its default.
    public init(
        poolSize: Int = 20,
        poolOverflow: Int = 10,
        leaseTimeout: Duration = .seconds(5),
        statementTimeout: Duration = .seconds(300),
        pooler: Pooler = .none,
        directURL: String? = nil
    ) {
        self.poolSize = poolSize
        self.poolOverflow = poolOverflow
        self.leaseTimeout = leaseTimeout
        self.statementTimeout = statementTimeout
        self.pooler = pooler
        self.directURL = directURL
    }
}
