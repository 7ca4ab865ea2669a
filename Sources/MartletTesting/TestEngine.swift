public import MartletDatabase

/// The engines that a test runs on; each call of ``withDatabase(_:)`` has a database of its own.
///
/// ```swift
/// @Test(arguments: TestEngine.allCases)
/// func `a card is stored`(engine: TestEngine) async throws {
///     try await engine.withDatabase { database in … }
/// }
/// ```
public enum TestEngine: String, CaseIterable, Sendable {
    /// SQLite, in a temporary file.
    case sqlite
    /// PostgreSQL, in a database of its own on the server that `TEST_POSTGRES_URL` names.
    case postgres

    /// The engines that can be tested here: PostgreSQL only where `TEST_POSTGRES_URL` names a server.
    public static var allCases: [TestEngine] { postgresURL == nil ? [.sqlite] : [.sqlite, .postgres] }

    /// Opens a fresh database, lends it to a closure, and closes and removes it afterwards.
    public func withDatabase<Success>(_ body: (Database) async throws -> Success) async throws -> Success {
        switch self {
        case .sqlite: try await withSQLite(body)
        case .postgres: try await withPostgres(body)
        }
    }

    /// Lends a closure the URL of a database that nobody has opened yet, and removes the database afterwards.
    public func withDatabaseURL<Success>(_ body: (_ url: String) async throws -> Success) async throws -> Success {
        switch self {
        case .sqlite: try await TemporaryDirectory.with { try await body("sqlite://\($0)/test.db") }
        case .postgres: try await Self.withPostgresURL(body)
        }
    }
}
