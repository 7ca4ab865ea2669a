import Martlet
import MartletPostgres
import MartletSQLite
import MartletTesting
import NIOCore
import Testing

/// What a failing database leaves behind at the boundary: one record, an answer, and no handle.
@Suite(.timeLimit(.minutes(10))) struct DatabaseFailureIntegrationTests {
    @Test(arguments: TestEngine.allCases)
    func `S0-25 each request that the database fails leaves one ERROR record, which says what was wanted`(
        engine: TestEngine
    ) async throws {
        try await withBackend(Shop.self, on: engine) { shop in
            let recording = try #require(shop.recordings.first)
            recording.outage = DatabaseError(.connection, "The database is away; start it.")
            for _ in 1...3 {
                let answer = try await shop.client.send(.init(.post, "/visits"))
                #expect(answer.status == 503)
                #expect(!String(buffer: answer.body).contains("away"))
            }
            let quiet = [#""level":"INFO""#, #""level":"DEBUG""#]
            let records = shop.logs.lines.filter { line in !quiet.contains { line.contains($0) } }
            #expect(records.count == 3)
            for record in records {
                for part in [
                    #""level":"ERROR""#, #""event":"request_failed""#, #""error_type":"DatabaseError""#, #""tag":"DB""#,
                    #""operation":"POST /visits""#, #""error":"connection: The database is away; start it. (in "#,
                    #""correlation_id":""#, #""source":""#,
                ] {
                    #expect(record.contains(part), "\(part) is missing in \(record)")
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a constraint that nobody mapped is one ERROR and a 500, and no value is told`(
        engine: TestEngine
    ) async throws {
        try await withBackend(Shop.self, on: engine) { shop in
            let answer = try await shop.client.send(.init(.post, "/nothings"))
            #expect(answer.status == 500)
            let records = shop.logs.lines.filter { $0.contains("request_failed") }
            #expect(records.count == 1)
            #expect(records.first?.contains(#""level":"ERROR""#) == true)
            #expect(records.first?.contains("checkViolation") == true)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S3-51 F-22 of 50 who want the same name at once one gets it, 49 are told of the conflict`(
        engine: TestEngine
    ) async throws {
        try await withBackend(Shop.self, on: engine) { shop in
            let answers = try await Self.rush(50, [shop.client])
            #expect(answers.count { $0 == 200 } == 1)
            #expect(answers.count { $0 == 409 } == 49)
            let records = shop.logs.lines.filter { $0.contains("request_failed") }
            #expect(records.count == 49)
            for record in records {
                #expect(record.contains(#""level":"WARNING""#))
                #expect(record.contains(#""ip":"127.0.0.0/24""#), "whose, as far as personal data may be told")
                #expect(record.contains("names"), "the constraint: \(record)")
                #expect(!record.contains("Ada"))
            }
        }
    }

    @Test(arguments: TestEngine.allCases.filter { $0 == .postgres })
    func `S3-52 F-22 of those who want the same name from two services, one gets it`(engine: TestEngine) async throws {
        try await engine.withDatabaseURL { url in
            let settings = ["DATABASE_URL": url]
            try await withBackend(Shop.self, on: .sqlite, settings: settings) { one in
                try await withBackend(Shop.self, on: .sqlite, settings: settings) { other in
                    let answers = try await Self.rush(40, [one.client, other.client])
                    #expect(answers.count { $0 == 200 } == 1)
                    #expect(answers.count { $0 == 409 } == 39)
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S0-08 S4-83 S4-93 no handle is left after a throw, nor after a client that went away`(
        engine: TestEngine
    ) async throws {
        try await withBackend(Shop.self, on: engine) { shop in
            for _ in 1...20 {
                #expect(try await shop.client.send(.init(.post, "/regrets")).status == 500)
            }
            #expect(try Self.leased(shop) == 0)
            for _ in 1...3 {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { _ = try? await shop.client.send(.init(.post, "/waits")) }
                    while try Self.leased(shop) == 0 { await Task.yield() }
                    group.cancelAll()
                }
                while try Self.leased(shop) > 0 { await Task.yield() }
            }
            #expect(try await shop.client.send(.init(.post, "/visits")).status == 200)
            #expect(try await shop.databases[0].run("SELECT count(*) FROM visits" as Statement<Int>) == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S1-74 S4-143 a slow statement of a request is one WARNING with its correlation, from the setting on`(
        engine: TestEngine
    ) async throws {
        for (threshold, count) in [("600", 1), ("601", 0)] {
            try await withBackend(Shop.self, on: engine, settings: ["DATABASE_SLOW_STATEMENT_MS": threshold]) { shop in
                let answer = try await shop.client.send(.init(.post, "/delays"))
                #expect(answer.status == 200)
                let records = shop.logs.lines.filter { $0.contains("statement_slow") }
                #expect(records.count == count)
                let correlation = try #require(answer.header("x-correlation-id"))
                for record in records {
                    for part in [
                        #""level":"WARNING""#, #""duration_ms":600"#, #""correlation_id":"\#(correlation)""#,
                        #""statement":"MartletTestingTests/"#,
                    ] {
                        #expect(record.contains(part), "\(part) is missing in \(record)")
                    }
                    #expect(!record.contains("hush"))
                }
            }
        }
    }

    /// Has many clients ask for the same name at once, and returns the answers' statuses.
    private static func rush(_ count: Int, _ clients: [HTTPClient]) async throws -> [Int] {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<count {
                let client = clients[number % clients.count]
                group.addTask { try await client.send(.init(.post, "/names")).status }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    /// The handles that calls hold now.
    private static func leased(_ shop: RunningBackend) throws -> Int {
        let engine = try #require(shop.recordings.first).base
        if let engine = engine as? PostgresEngine { return engine.statistics.leased }
        return try #require(engine as? SQLiteEngine).statistics.running
    }
}
