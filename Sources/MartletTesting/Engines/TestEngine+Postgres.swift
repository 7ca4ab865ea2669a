import Glibc
import MartletContext
import MartletDatabase
import MartletPostgres

extension TestEngine {
    /// The address of the server that tests may make databases on, from `TEST_POSTGRES_URL`; nil without one.
    package static var postgresURL: String? {
        unsafe getenv("TEST_POSTGRES_URL").map { unsafe String(cString: $0) }
    }

    /// Runs a closure with a database of its own on the server, which is dropped afterwards.
    func withPostgres<Success>(_ body: (Database) async throws -> Success) async throws -> Success {
        try await Self.withPostgresURL { url in
            // How fast the machine is decides no test: who waits for a connection gets one in the end.
            let configuration = PostgresEngine.Configuration(
                connections: 4,
                overflow: 4,
                leaseTimeout: .seconds(60),
                connectTimeout: .seconds(60)
            )
            let database = Database(try PostgresEngine(url: url, configuration: configuration))
            try await database.open()
            return try await database.closing(after: body)
        }
    }

    /// Runs a closure with the address of a fresh database, which is dropped afterwards.
    package static func withPostgresURL<Success>(_ body: (String) async throws -> Success) async throws -> Success {
        guard let server = postgresURL else {
            throw DatabaseError(.connection, "TEST_POSTGRES_URL names no server to test on.")
        }
        let name = "test_\(String(Context.current.makeID(), radix: 36))"
        try await administer(server, "CREATE DATABASE \(name) TEMPLATE template0")
        do {
            let success = try await body(replacingDatabase(of: server, with: name))
            try await administer(server, "DROP DATABASE \(name) WITH (FORCE)")
            return success
        } catch {
            try? await administer(server, "DROP DATABASE \(name) WITH (FORCE)")
            throw error
        }
    }

    private static func administer(_ server: String, _ command: String) async throws {
        let configuration = PostgresEngine.Configuration(connections: 1, overflow: 0, connectTimeout: .seconds(60))
        let engine = try PostgresEngine(url: server, configuration: configuration)
        do { try await engine.execute(command) } catch {
            await engine.close()
            throw error
        }
        await engine.close()
    }

    private static func replacingDatabase(of server: String, with name: String) -> String {
        let options = server.firstIndex(of: "?") ?? server.endIndex
        let address = server[..<options]
        guard let slash = address.lastIndex(of: "/"), address[..<slash].last != "/" else {
            return "\(address)/\(name)\(server[options...])"
        }
        return "\(address[..<slash])/\(name)\(server[options...])"
    }
}
