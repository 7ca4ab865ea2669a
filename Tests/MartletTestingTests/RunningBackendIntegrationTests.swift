import Martlet
import MartletTesting
import Testing

/// A backend under test: what its database sees, and what its clients see of a database that fails.
@Suite(.timeLimit(.minutes(1))) struct RunningBackendIntegrationTests {
    @Test(arguments: TestEngine.allCases)
    func `S4-73 the database under a backend is swapped by configuration alone, and recorded`(
        engine: TestEngine
    ) async throws {
        try await withBackend(Shop.self, on: engine) { shop in
            let recording = try #require(shop.recordings.first)
            recording.clear()
            let response = try await shop.client.send(.init(.post, "/visits"))
            #expect(response.status == 200)
            #expect(
                recording.transcript == ["BEGIN", "INSERT INTO visits (visitor) VALUES ($1) RETURNING id", "COMMIT"]
            )
            #expect(recording.dialect.rawValue == engine.rawValue)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an outage of the database is a 503 while it lasts`(engine: TestEngine) async throws {
        try await withBackend(Shop.self, on: engine) { shop in
            let recording = try #require(shop.recordings.first)
            recording.outage = DatabaseError(.connection, "The database is away.")
            #expect(try await shop.client.send(.init(.post, "/visits")).status == 503)
            recording.outage = nil
            #expect(try await shop.client.send(.init(.post, "/visits")).status == 200)
        }
    }
}
