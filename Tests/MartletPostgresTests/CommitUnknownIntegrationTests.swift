import Foundation
import MartletDatabase
import MartletPostgres
import MartletTesting
import Synchronization
import Testing

/// A commit whose answer is lost on the way, through a proxy that cuts the connection.
@Suite(.enabled(if: TestEngine.postgresURL != nil, "TEST_POSTGRES_URL names a server"), .timeLimit(.minutes(10)))
struct CommitUnknownIntegrationTests {
    private static let count: Statement<Int> = "SELECT count(*) FROM cards"
    private static let insert: Statement<Changes> = "INSERT INTO cards VALUES (length(\("l0st")))"

    @Test(arguments: [true, false])
    func `a commit whose answer is lost is commitUnknown and never run again`(happens: Bool) async throws {
        try await withProxy { database, proxy in
            let runs = Atomic(0)
            proxy.lose(happens ? .answer("COMMIT") : .request("COMMIT"))
            let error = await #expect(throws: DatabaseError.self) {
                try await database.write { tx in
                    runs.add(1, ordering: .relaxed)
                    try tx.run("INSERT INTO cards VALUES (1)" as Statement<Changes>)
                }
            }
            #expect(error?.code == .commitUnknown)
            #expect(runs.load(ordering: .relaxed) == 1)
            let count = try await database.run(Self.count)
            #expect(count == (happens ? 1 : 0))
        }
    }

    @Test func `a change that runs alone is commitUnknown when its answer is lost`() async throws {
        try await withProxy { database, proxy in
            proxy.lose(.answer("l0st"))
            let error = await #expect(throws: DatabaseError.self) { try await database.run(Self.insert) }
            #expect(error?.code == .commitUnknown)
            let count = try await database.run(Self.count)
            #expect(count == 1)
        }
    }

    @Test func `a statement that is lost before the commit is connection: nothing has happened`() async throws {
        try await withProxy { database, proxy in
            proxy.lose(.answer("l0st"))
            let error = await #expect(throws: DatabaseError.self) {
                try await database.write { try $0.run(Self.insert) }
            }
            #expect(error?.code == .connection)
            #expect(error?.engineCode == nil, "the server said nothing")
            let count = try await database.run(Self.count)
            #expect(count == 0)
        }
    }

    private func withProxy(_ body: (Database, Proxy) async throws -> Void) async throws {
        try await TestEngine.withPostgresURL { url in
            let url = try PostgresURL(url)
            try await Proxy.with(before: try #require(url.parts.port)) { proxy, port in
                try await PostgresEngine.with(
                    url.with(port: port, option: URLQueryItem(name: "sslmode", value: "disable")),
                    PostgresEngine.Configuration(
                        connections: 1,
                        overflow: 0,
                        leaseTimeout: .seconds(30),
                        connectTimeout: .seconds(30)
                    )
                ) { database, _ in
                    try await database.run("CREATE TABLE cards (id BIGINT)")
                    try await body(database, proxy)
                }
            }
        }
    }
}
