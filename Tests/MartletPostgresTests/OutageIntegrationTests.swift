import Foundation
import MartletContext
import MartletDatabase
import MartletPostgres
import MartletTesting
import Testing

/// A server that goes away, comes back, or lets nobody in.
@Suite(.enabled(if: TestEngine.postgresURL != nil, "TEST_POSTGRES_URL names a server"), .timeLimit(.minutes(10)))
struct OutageIntegrationTests {
    private static let one: Statement<Int> = "SELECT 1"

    @Test func `a connection that the server does not give fails no call while others can serve it`() async throws {
        try await withRole(connectionLimit: 1) { url in
            try await PostgresEngine.with(url, .init(connections: 1, overflow: 1, pipelines: 0)) { database, engine in
                let gate = Gate()
                async let holder: Int = database.read { snapshot in
                    gate.pass()
                    return try snapshot.run(Self.one)
                }
                await gate.awaitArrivals(1)
                async let waiting: Int = database.run(Self.one)
                // The second connection has been refused when its thread waits to try again.
                while !engine.statistics.isFailing { await Task.yield() }
                gate.open()
                let answers = try await [holder, waiting]
                #expect(answers == [1, 1])
                #expect(engine.statistics.connections == 1)
            }
        }
    }

    @Test func `calls whose sessions the server ends fail as connection, and later ones succeed`() async throws {
        try await TestEngine.withPostgresURL { url in
            try await PostgresEngine.with(url, .init(connections: 4, overflow: 0, pipelines: 0)) { database, engine in
                let name = try PostgresURL(url).parts.path.dropFirst()
                let codes = try await withThrowingTaskGroup(of: DatabaseError.Code?.self) { group in
                    for _ in 0..<4 {
                        group.addTask {
                            do { _ = try await database.run("SELECT 1 FROM pg_sleep(3600)" as Statement<Int>) } catch {
                                return (error as? DatabaseError)?.code
                            }
                            return nil
                        }
                    }
                    while engine.statistics.leased < 4 { await Task.yield() }
                    try await PostgresEngine.administer(
                        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '\(name)'"
                    )
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                #expect(codes == Array(repeating: .connection, count: 4))
                for _ in 0..<8 { #expect(try await database.run(Self.one) == 1) }
            }
        }
    }

    @Test func `a server that stops fails calls as connection, and serves them when it is back`() async throws {
        try await PostgresServer.with { server in
            try await PostgresEngine.with(server.url, .init(connections: 2, overflow: 2)) { database, _ in
                try await database.run("CREATE TABLE cards (id BIGINT)")
                let gate = Gate()
                async let broken: Void = database.write { tx in
                    try tx.run("INSERT INTO cards VALUES (1)" as Statement<Changes>)
                    gate.pass()
                    try tx.run("INSERT INTO cards VALUES (2)" as Statement<Changes>)
                }
                await gate.awaitArrivals(1)
                try await server.stop()
                gate.open()
                do {
                    try await broken
                    Issue.record("A transaction outlived its server.")
                } catch { #expect((error as? DatabaseError)?.code == .connection) }
                for _ in 0..<3 {
                    let error = await #expect(throws: DatabaseError.self) { _ = try await database.run(Self.one) }
                    #expect(error?.code == .connection)
                }
                try await server.start()
                let count = try await database.run("SELECT count(*) FROM cards" as Statement<Int>)
                #expect(count == 0)
            }
        }
    }

    @Test func `many calls share one attempt to reach a server that is down`() async throws {
        try await TestEngine.withPostgresURL { url in
            let url = try PostgresURL(url)
            try await Proxy.with(before: try #require(url.parts.port)) { proxy, port in
                proxy.isDown = true
                let down = url.with(port: port, option: URLQueryItem(name: "sslmode", value: "disable"))
                // Long limits: the proxy answers at once, but beside all other tests it may have to wait for its turn.
                let engine = try PostgresEngine(
                    url: down,
                    configuration: .init(
                        connections: 8,
                        overflow: 8,
                        leaseTimeout: .seconds(30),
                        connectTimeout: .seconds(30)
                    )
                )
                let database = Database(engine)
                await #expect(throws: DatabaseError.self) { try await database.open() }
                let before = proxy.connections
                let failures = await withTaskGroup(of: Bool.self) { group in
                    for _ in 0..<200 {
                        group.addTask {
                            do { return try await database.run(Self.one) == 0 } catch {
                                return (error as? DatabaseError)?.code == .connection
                            }
                        }
                    }
                    return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
                }
                #expect(failures == 200)
                #expect(proxy.connections - before < 16)
                proxy.isDown = false
                #expect(try await database.run(Self.one) == 1)
                await database.close()
            }
        }
    }

    @Test func `a password, a user, a database and a sslmode that are wrong are refused for good`() async throws {
        let url = try PostgresURL(try #require(TestEngine.postgresURL))
        let refused = [
            url.with(password: "sesame"): "name or password is wrong",
            url.with(user: "nobody_\(ID.fresh)", password: "sesame"): "name or password is wrong",
            url.with(database: "none_\(ID.fresh)"): "database does not exist",
            url.with(option: URLQueryItem(name: "sslmode", value: "require")): "has no TLS",
        ]
        for (url, reason) in refused {
            let engine = try PostgresEngine(url: url)
            let error = await #expect(throws: DatabaseError.self) { try await engine.open() }
            #expect(error?.code == .refused)
            #expect(error?.message.contains(reason) == true)
            #expect(error?.message.contains("sesame") == false)
            await engine.close()
        }
    }

    /// Lends the URL of a fresh database, for a role that may have so many connections at once.
    private func withRole(connectionLimit: Int, _ body: (String) async throws -> Void) async throws {
        try await TestEngine.withPostgresURL { url in
            let role = "role_\(ID.fresh)"
            try await PostgresEngine.administer(
                "CREATE ROLE \(role) LOGIN PASSWORD 'sesame' CONNECTION LIMIT \(connectionLimit)"
            )
            do { try await body(try PostgresURL(url).with(user: role, password: "sesame")) } catch {
                try? await PostgresEngine.administer("DROP ROLE \(role)")
                throw error
            }
            try await PostgresEngine.administer("DROP ROLE \(role)")
        }
    }
}

/// Names that no other test has.
private enum ID {
    static var fresh: String { String(Context.current.makeID(), radix: 36) }
}
