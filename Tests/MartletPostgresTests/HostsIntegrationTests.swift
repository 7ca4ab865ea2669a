import Foundation
import MartletContext
import MartletDatabase
import MartletPostgres
import MartletTesting
import Testing

/// URLs that name several hosts, and those that ask for TLS.
@Suite(.enabled(if: TestEngine.postgresURL != nil, "TEST_POSTGRES_URL names a server"), .timeLimit(.minutes(10)))
struct HostsIntegrationTests {
    private static let port: Statement<Int> = "SELECT inet_server_port()"

    @Test func `a host that lets nobody in, or is down, keeps no other one from serving`() async throws {
        try await PostgresServer.with { server in
            let strict = try port
            for first in [strict, 1] {
                let url = "postgres://tester:sesame@127.0.0.1:\(first),127.0.0.1:\(server.port)/postgres"
                try await PostgresEngine.with(url, .init(connections: 1)) { database, _ in
                    let answer = try await database.run(Self.port)
                    #expect(answer == server.port)
                }
            }
            let closed = "postgres://tester:sesame@127.0.0.1:\(strict),127.0.0.1:1/postgres"
            let error = await failure(closed)
            #expect(error?.code == .connection)
            #expect(error?.message.contains("nothing listens there") == true)
            #expect(error?.message.contains("password is wrong") == true)
            let refused = await failure("postgres://tester:sesame@127.0.0.1:\(strict),127.0.0.1:\(strict)/postgres")
            #expect(refused?.code == .refused)
        }
    }

    @Test func `target_session_attrs finds the host that takes writes`() async throws {
        try await PostgresServer.with { first in
            try await PostgresServer.with { second in
                try await PostgresEngine.with(first.url, .init(connections: 1)) { _, engine in
                    try await engine.execute("ALTER DATABASE postgres SET default_transaction_read_only = on")
                }
                let hosts = "127.0.0.1:\(first.port),127.0.0.1:\(second.port)"
                let url = "postgres://tester@\(hosts)/postgres?target_session_attrs=read-write"
                try await PostgresEngine.with(url, .init(connections: 1)) { database, _ in
                    let answer = try await database.run(Self.port)
                    #expect(answer == second.port)
                }
            }
        }
    }

    @Test func `a certificate is checked as sslmode says, and a wrong one is refused`() async throws {
        try await PostgresServer.with { server in
            let certificate = try await server.startTLS(for: "DNS:other.example")
            let copy = "\(server.directory)/root.crt"
            try FileManager.default.copyItem(atPath: certificate, toPath: copy)
            for options in ["sslmode=require", "sslmode=verify-ca&sslrootcert=\(copy)"] {
                try await PostgresEngine.with("\(server.url)?\(options)", .init(connections: 1)) { database, _ in
                    let usesTLS: Statement<Bool> = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
                    let answer = try await database.run(usesTLS)
                    #expect(answer)
                }
            }
            let unknown = await failure("\(server.url)?sslmode=verify-full&sslrootcert=\(copy)")
            #expect(unknown?.code == .refused)
            #expect(unknown?.message.contains("certificate is for another host") == true)
            _ = try await server.startTLS(for: "DNS:other.example")
            let untrusted = await failure("\(server.url)?sslmode=verify-ca&sslrootcert=\(copy)")
            #expect(untrusted?.code == .refused)
            #expect(untrusted?.message.contains("certificate was not accepted") == true)
            let missing = await failure("\(server.url)?sslmode=verify-ca&sslrootcert=/nowhere")
            #expect(missing?.code == .refused)
        }
    }

    @Test func `a host whose name nobody knows may become known: it is a connection that fails now`() async throws {
        // No name server is asked for a name with an empty part.
        let error = await failure("postgres://alice@no..body/shop")
        #expect(error?.code == .connection)
        #expect(error?.message.contains("host's name is not known") == true)
    }

    /// The port of the tests' own server, which wants a password.
    private var port: Int {
        get throws {
            let url = try #require(TestEngine.postgresURL)
            return try #require(try PostgresURL(url).parts.port)
        }
    }

    /// The error of opening a URL.
    private func failure(_ url: String) async -> DatabaseError? {
        do {
            try await PostgresEngine.with(url, .init(connections: 1)) { _, _ in }
            return nil
        } catch { return error as? DatabaseError }
    }
}
