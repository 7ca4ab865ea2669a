/// One thing that must work for the service to be healthy.
///
/// ```swift
/// HealthCheck("database", timeout: .seconds(1)) { try await database.run("SELECT 1") }
/// ```
public struct HealthCheck: Sendable {
    /// The name under which the check is reported.
    public let name: String

    /// How long the check may take; then it has failed.
    public let timeout: Duration

    let check: @Sendable () async throws -> Void

    /// Creates a check; whatever it throws is logged, and the client learns only that it failed.
    public init(_ name: String, timeout: Duration = .seconds(2), check: @escaping @Sendable () async throws -> Void) {
        self.name = name
        self.timeout = timeout
        self.check = check
    }
}
