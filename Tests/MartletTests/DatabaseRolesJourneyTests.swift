import Foundation
import Martlet
import MartletPostgres
import MartletTesting
import Testing

/// A database whose schema one role owns, while another one, which may change no schema, runs the service.
@Suite(
    .enabled(if: TestEngine.allCases.contains(.postgres), "TEST_POSTGRES_URL names a server"),
    .timeLimit(.minutes(10))
)
struct DatabaseRolesJourneyTests {
    /// A database with two roles.
    private struct Roles {
        let owner: String
        let service: String

        static func with(_ body: (Roles) async throws -> Void) async throws {
            try await TestEngine.postgres.withDatabaseURL { url in
                let name = "role_\(String(Context.current.makeID(), radix: 36))"
                let setUp = """
                    CREATE ROLE \(name)_owner LOGIN PASSWORD 'sesame'; CREATE ROLE \(name)_service LOGIN PASSWORD 'sesame';
                    REVOKE ALL ON SCHEMA public FROM PUBLIC; GRANT ALL ON SCHEMA public TO \(name)_owner;
                    GRANT USAGE ON SCHEMA public TO \(name)_service;
                    ALTER DEFAULT PRIVILEGES FOR ROLE \(name)_owner IN SCHEMA public
                        GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO \(name)_service
                    """
                try await execute(setUp, on: url)
                let roles = Roles(
                    owner: try changed(url) { ($0.user, $0.password) = ("\(name)_owner", "sesame") },
                    service: try changed(url) { ($0.user, $0.password) = ("\(name)_service", "sesame") }
                )
                let outcome: Result<Void, any Error>
                do { outcome = .success(try await body(roles)) } catch { outcome = .failure(error) }
                let goodbye = """
                    DROP OWNED BY \(name)_owner; DROP OWNED BY \(name)_service;
                    DROP ROLE \(name)_owner, \(name)_service
                    """
                try await execute(goodbye, on: url)
                try outcome.get()
            }
        }

        private static func execute(_ command: String, on url: String) async throws {
            let engine = try PostgresEngine(url: url, configuration: .init(connections: 1, overflow: 0))
            do { try await engine.execute(command) } catch {
                await engine.close()
                throw error
            }
            await engine.close()
        }

        /// The settings of the service, which is given the owner's URL or not.
        func settings(withOwner: Bool, _ more: [String: String] = [:]) -> [String: String] {
            LittleProcess.settings(service, (withOwner ? ["DATABASE_MIGRATION_URL": owner] : [:]).merging(more) { $1 })
        }
    }

    @Test func `S4-30 the role that runs the service can make no table, and another one migrates`() async throws {
        try await TemporaryDirectory.with { directory in
            try await Roles.with { roles in
                let refused = try await LittleProcess.run(["migrate"], roles.settings(withOwner: false), in: directory)
                #expect(refused.code == 1)
                #expect(
                    refused.output.contains(
                        """
                        The table of migrations needs a role that owns the schema; give its URL as DATABASE_MIGRATION_URL.
                        """
                    ),
                    "\(refused.output)"
                )
                try await LittleProcess.succeed(["migrate"], roles.settings(withOwner: true), in: directory)
                try await LittleProcess.serve(roles.settings(withOwner: false), in: directory) { client, process in
                    let note = try await client.send(HTTPClient.Request(.post, "/notes"))
                    #expect(note.text == "1")
                    let table = try await client.send(HTTPClient.Request(.post, "/tables"))
                    #expect(table.status == 500)
                    let failure = try await eventually("the record of the refusal") {
                        process.records(of: "request_failed").first
                    }
                    #expect(failure.contains("permission denied for schema public"))
                    #expect(!process.output.contains("sesame"))
                }
            }
        }
    }

    @Test func `S4-30 a service that is given the owner's URL migrates before it is ready`() async throws {
        try await TemporaryDirectory.with { directory in
            try await Roles.with { roles in
                try await LittleProcess.serve(roles.settings(withOwner: true), in: directory) { client, process in
                    #expect(process.records(of: "migration_applied").count == 1)
                    let note = try await client.send(HTTPClient.Request(.post, "/notes"))
                    #expect(note.text == "1")
                    let table = try await client.send(HTTPClient.Request(.post, "/tables"))
                    #expect(table.status == 500)
                }
            }
        }
    }

    @Test func `the owner's URL is refused where there are no roles`() async throws {
        try await TemporaryDirectory.with { directory in
            let settings = LittleProcess.settings(
                "sqlite://little.db",
                ["DATABASE_MIGRATION_URL": "postgres://ada@db/shop"]
            )
            let (code, output) = try await LittleProcess.run(["serve"], settings, in: directory)
            #expect(code == 1)
            #expect(
                output == """
                    Error: DATABASE_MIGRATION_URL must be left out unless both URLs are PostgreSQL's: SQLite has no roles.

                    """
            )
        }
    }
}
