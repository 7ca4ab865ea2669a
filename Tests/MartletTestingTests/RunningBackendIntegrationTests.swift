import Foundation
import Martlet
import MartletTesting
import Testing

/// A backend under test: what its database sees, and what its clients see of a database that fails.
@Suite(.timeLimit(.minutes(10))) struct RunningBackendIntegrationTests {
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

    @Test(arguments: TestEngine.allCases.filter { $0 == .postgres })
    func `a database that refuses the password stops the start with a sentence`(engine: TestEngine) async throws {
        try await engine.withDatabaseURL { url in
            var address = try #require(URLComponents(string: url))
            address.password = "sesame"
            let settings = ["DATABASE_URL": address.string ?? ""]
            let error = await #expect(throws: DatabaseError.self) {
                try await withBackend(Shop.self, on: engine, settings: settings) { _ in
                    Issue.record("The backend started.")
                }
            }
            #expect(error?.code == .refused)
            #expect(error?.message.contains("the user's name or password is wrong") == true)
        }
    }
}
