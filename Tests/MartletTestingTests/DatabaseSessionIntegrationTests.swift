import Martlet
import MartletPostgres
import MartletTesting
import NIOCore
import Testing

/// What a request takes from the database, and gives back.
@Suite(.timeLimit(.minutes(10))) struct DatabaseSessionIntegrationTests {
    @Test(arguments: TestEngine.allCases)
    func `S2-18 S4-92 C-05 a request is one transaction, which its service commits, or undoes when it fails`(
        engine: TestEngine
    ) async throws {
        try await withBackend(Shop.self, on: engine) { shop in
            let recording = try #require(shop.recordings.first)
            recording.clear()
            #expect(try await shop.client.send(.init(.post, "/visits")).status == 200)
            #expect(
                recording.transcript == ["BEGIN", "INSERT INTO visits (visitor) VALUES ($1) RETURNING id", "COMMIT"]
            )
            recording.clear()
            #expect(try await shop.client.send(.init(.post, "/regrets")).status == 500)
            #expect(recording.transcript == ["BEGIN", "INSERT INTO visits (visitor) VALUES ('Eve')", "ROLLBACK"])
            #expect(shop.databases.map { $0.engine.load?.running } == [0])
            #expect(try await shop.databases[0].run("SELECT count(*) FROM visits" as Statement<Int>) == 1)
        }
    }

    @Test(arguments: TestEngine.allCases.filter { $0 == .postgres })
    func `S4-94 S4-140 all requests share one pool of the configured size, whose saturation is exported`(
        engine: TestEngine
    ) async throws {
        let settings = ["DATABASE_POOL_SIZE": "1", "DATABASE_POOL_OVERFLOW": "1", "DATABASE_POOL_TIMEOUT": "600"]
        try await withBackend(Shop.self, on: engine, settings: settings) { shop in
            #expect(shop.databases.count == 1)
            #expect(Self.numbers(shop) == ["capacity": "2", "running": "0", "waiting": "0"])
            await withTaskGroup(of: Void.self) { group in
                for _ in 1...2 { group.addTask { _ = try? await shop.client.send(.init(.post, "/waits")) } }
                while Self.number("running", shop) != "2" { await Task.yield() }
                group.addTask { _ = try? await shop.client.send(.init(.post, "/visits")) }
                group.addTask { _ = try? await shop.client.send(.init(.post, "/regrets")) }
                while Self.number("waiting", shop) != "2" { await Task.yield() }
                #expect(Self.numbers(shop) == ["capacity": "2", "running": "2", "waiting": "2"])
                group.cancelAll()
            }
            while Self.number("running", shop) != "0" { await Task.yield() }
            #expect(Self.numbers(shop) == ["capacity": "2", "running": "0", "waiting": "0"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S4-60 whatever the database fails with, a client reads no word of it`(engine: TestEngine) async throws {
        let codes: [DatabaseError.Code] = [
            .uniqueViolation, .foreignKeyViolation, .checkViolation, .notNullViolation, .serializationFailure,
            .deadlock, .lockTimeout, .deadlineExceeded, .connection, .refused, .commitUnknown, .statement, .decoding,
            .columnMissing, .rowMissing, .rowsTooMany, .full, .readOnly, .corrupted, .owned, .closed, .overloaded,
        ]
        try await withBackend(Shop.self, on: engine) { shop in
            let recording = try #require(shop.recordings.first)
            for code in codes {
                var error = DatabaseError(code, "canary: duplicate key in relation names")
                error.constraint = "canary_names_key"
                error.column = "canary.name"
                error.engineCode = "canary 23505"
                recording.outage = error
                let answer = try await shop.client.send(.init(.post, "/names"))
                #expect([409, 500, 503, 504].contains(answer.status), "\(code) is a \(answer.status)")
                #expect(answer.header("content-type") == "application/problem+json")
                let text = String(buffer: answer.body)
                for word in ["canary", "23505", "key", "DatabaseError", "INSERT", code.description] {
                    #expect(!text.contains(word), "\(code) tells \(word): \(text)")
                }
            }
        }
    }

    /// What the service exports of its pool.
    private static func numbers(_ shop: RunningBackend) -> [String: String] {
        let names = ["capacity", "running", "waiting"]
        return Dictionary(uniqueKeysWithValues: names.map { ($0, number($0, shop) ?? "none") })
    }

    private static func number(_ name: String, _ shop: RunningBackend) -> String? {
        let lines = String(decoding: shop.metrics.render(), as: UTF8.self).split(separator: "\n")
        let line = lines.first { $0.hasPrefix("database_calls_\(name){") }
        return line.flatMap { $0.split(separator: " ").last }.map(String.init)
    }
}
