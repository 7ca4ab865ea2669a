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

    /// Creates options; everything left out has its default.
    public init(
        poolSize: Int = 20,
        poolOverflow: Int = 10,
        leaseTimeout: Duration = .seconds(5),
        statementTimeout: Duration = .seconds(300)
    ) {
        self.poolSize = poolSize
        self.poolOverflow = poolOverflow
        self.leaseTimeout = leaseTimeout
        self.statementTimeout = statementTimeout
    }
}
