/// Where a server listens, and the bounds of what it takes.
public struct HTTPServerConfiguration: Sendable {
    /// The address to listen on.
    public var host: String

    /// The port to listen on; 0 takes a free one.
    public var port: Int

    /// How many bytes a request's body may have, unless its route says otherwise.
    public var bodyLimit: Int

    /// How many bytes the bodies of all requests in flight may have together, over all connections.
    ///
    /// Whose body goes beyond that is answered with 503 and `Retry-After`. Give it several times the largest body limit
    /// of a route: a body that is larger than the whole budget is never taken.
    public var bodyBudget: Int

    /// How many bytes a request's target may have.
    public var targetLimit: Int

    /// How many bytes one header may have; a target longer than this too is answered as a header would be.
    public var headerLimit: Int

    /// How many bytes all headers of a request may have.
    public var headersLimit: Int

    /// How many headers a request may have.
    public var headerCountLimit: Int

    /// How long a handler may take, unless its route says otherwise.
    public var handlerDeadline: Duration

    /// How long a connection may be kept open between two requests.
    public var idleTimeout: Duration

    /// How long a request's head may take to arrive.
    public var headTimeout: Duration

    /// How long a request's body may take to arrive.
    public var bodyTimeout: Duration

    /// How long a client may leave an answer unread.
    public var writeTimeout: Duration

    /// How long a client has to close a connection after the last answer on it.
    public var lingerTimeout: Duration

    /// How long the server goes on accepting after it said that it is not ready, so that balancers notice.
    public var drainDelay: Duration

    /// How many connections are open at once; further ones wait to be accepted.
    ///
    /// The process's limit of open files lowers it, because running out of files would end the server.
    public var connectionLimit: Int

    /// How many connections may wait to be accepted.
    public var backlog: Int

    /// What `Retry-After` says while the server is not ready, or takes in as much as it can.
    public var retryAfter: Duration

    /// Whether the server answers `/health`, `/health/live` and `/health/ready`.
    public var servesHealth: Bool

    /// What the operator calls the port, for the error when it is taken.
    package var portSetting: String?

    /// Creates a configuration.
    public init(
        host: String = "127.0.0.1",
        port: Int = 8080,
        bodyLimit: Int = 1 << 20,
        bodyBudget: Int = 64 << 20,
        targetLimit: Int = 8 << 10,
        headerLimit: Int = 16 << 10,
        headersLimit: Int = 32 << 10,
        headerCountLimit: Int = 100,
        handlerDeadline: Duration = .seconds(30),
        idleTimeout: Duration = .seconds(75),
        headTimeout: Duration = .seconds(10),
        bodyTimeout: Duration = .seconds(30),
        writeTimeout: Duration = .seconds(30),
        lingerTimeout: Duration = .seconds(2),
        drainDelay: Duration = .zero,
        connectionLimit: Int = 10_000,
        backlog: Int = 1024,
        retryAfter: Duration = .seconds(1),
        servesHealth: Bool = true
    ) {
        self.host = host
        self.port = port
        self.bodyLimit = bodyLimit
        self.bodyBudget = bodyBudget
        self.targetLimit = targetLimit
        self.headerLimit = headerLimit
        self.headersLimit = headersLimit
        self.headerCountLimit = headerCountLimit
        self.handlerDeadline = handlerDeadline
        self.idleTimeout = idleTimeout
        self.headTimeout = headTimeout
        self.bodyTimeout = bodyTimeout
        self.writeTimeout = writeTimeout
        self.lingerTimeout = lingerTimeout
        self.drainDelay = drainDelay
        self.connectionLimit = connectionLimit
        self.backlog = backlog
        self.retryAfter = retryAfter
        self.servesHealth = servesHealth
    }
}
