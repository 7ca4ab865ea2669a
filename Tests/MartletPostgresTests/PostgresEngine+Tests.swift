import Foundation
import MartletDatabase
import MartletPostgres
import MartletTesting
import Testing

extension PostgresEngine {
    /// Opens an engine for a URL, lends it to a closure and closes it.
    static func with(
        _ url: String,
        _ configuration: Configuration,
        _ body: (Database, PostgresEngine) async throws -> Void
    ) async throws {
        let engine = try PostgresEngine(url: url, configuration: configuration)
        let database = Database(engine)
        do {
            try await database.open()
            try await body(database, engine)
        } catch {
            await database.close()
            throw error
        }
        await database.close()
    }

    /// Runs a command on the tests' server.
    static func administer(_ command: String) async throws {
        let url = try #require(TestEngine.postgresURL)
        try await with(url, Configuration(connections: 1, overflow: 0)) { try await $1.execute(command) }
    }
}

/// A URL of which a test changes parts.
struct PostgresURL {
    var parts: URLComponents

    init(_ text: String) throws {
        parts = try #require(URLComponents(string: text))
    }

    var text: String { parts.string ?? "" }

    /// The URL with other parts.
    func with(
        user: String? = nil,
        password: String? = nil,
        port: Int? = nil,
        database: String? = nil,
        option: URLQueryItem? = nil
    ) -> String {
        var parts = parts
        if let user { parts.user = user }
        if let password { parts.password = password }
        if let port { parts.port = port }
        if let database { parts.path = "/\(database)" }
        if let option { parts.queryItems = (parts.queryItems ?? []) + [option] }
        return parts.string ?? ""
    }
}
