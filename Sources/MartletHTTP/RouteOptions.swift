public import Logging

/// What a route may say about itself beside its method, path and summary; nil leaves the group's or the server's rule.
public struct RouteOptions: Sendable {
    /// Who may call it.
    public var access: AccessRule?

    /// How long its handler may take.
    public var deadline: Duration?

    /// How many bytes its request's body may have.
    public var bodyLimit: Int?

    /// The level of the record of a request that succeeds, INFO by default; one that fails is told of at INFO at least.
    public var logLevel: Logger.Level?

    /// Creates options.
    public init(
        access: AccessRule? = nil,
        deadline: Duration? = nil,
        bodyLimit: Int? = nil,
        logLevel: Logger.Level? = nil
    ) {
        self.access = access
        self.deadline = deadline
        self.bodyLimit = bodyLimit
        self.logLevel = logLevel
    }
}
