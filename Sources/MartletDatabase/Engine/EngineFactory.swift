/// Makes an engine for the URLs of its schemes, so that configuration can choose among the engines a service lists.
public struct EngineFactory: Sendable {
    /// The URL schemes that the engine takes, for example `postgres` and `postgresql`.
    public let schemes: [String]

    /// Makes an engine for a URL; throws a ``DatabaseError`` without the URL's secrets when it is malformed.
    public let make: @Sendable (_ url: String, _ options: EngineOptions) throws -> any DatabaseEngine

    /// Creates a factory.
    public init(
        schemes: [String],
        make: @escaping @Sendable (_ url: String, _ options: EngineOptions) throws -> any DatabaseEngine
    ) {
        self.schemes = schemes
        self.make = make
    }
}
