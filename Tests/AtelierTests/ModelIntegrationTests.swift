@testable import Atelier
import Martlet
import MartletTesting
import StandIns
import Testing

@Suite(.timeLimit(.minutes(10)))
struct ModelIntegrationTests {
    @Test(arguments: TestEngine.allCases)
    func `S0-49 the models stand in a table: a known id gives the row, an unknown one is not found`(
        engine: TestEngine
    ) async throws {
        try await withModels(on: engine) { models, database in
            let model = try await models.getOne("z-image")
            #expect(model.name == "Z-Image")
            #expect(model.price == Money(minor: 900, currency: .rub))
            #expect(model.aspectRatios.first == "1:1")
            for id in ["", "Z-IMAGE", "z-image'; DROP TABLE models; --"] {
                let error = await #expect(throws: ModelError.self) { try await models.getOne(id) }
                #expect(error == .notFound(id))
                #expect(error?.problem.status == 404)
            }
            try await database.run("UPDATE models SET is_offered = FALSE WHERE id = 'z-image'")
            await #expect(throws: ModelError.notFound("z-image")) { try await models.getOne("z-image") }
            #expect(try await models.getList().map(\.id) == ["imagen4-fast", "imagen4-ultra"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the migration may run again and keeps what was changed`(engine: TestEngine) async throws {
        try await withModels(on: engine) { models, database in
            try await database.run("UPDATE models SET price = 1000 WHERE id = 'z-image'")
            try await Migrator(database: database, sets: [AtelierSchema.migrations]).up()
            #expect(try await models.getOne("z-image").price.minor == 1000)
        }
    }

    @Test func `the bot lists the models with their prices`() async throws {
        try await TelegramDouble.with { telegram in
            try await withBackend(Atelier.self, on: .sqlite, settings: telegram.settings()) { atelier in
                try await atelier.client.deliver(SampleUpdate(id: 1, text: "/models"))
                try await atelier.jobs.drain()
                let text = try #require(telegram.messages.first?.text)
                #expect(text.contains("\nZ-Image — 9 RUB, 1:1 4:3"))
                #expect(text.split(separator: "\n").count { $0.contains(" RUB, ") } == 3)
            }
        }
    }

    @Test func `the provider's stand-in takes what the price list says`() async throws {
        try await withModels(on: .sqlite) { models, _ in
            let costs = try await models.getList().map { ($0.providerModel, Int($0.cost.hundredths)) }
            #expect(ProviderStandIn.prices == Dictionary(uniqueKeysWithValues: costs))
        }
    }

    private func withModels(
        on engine: TestEngine,
        _ body: (ModelService, Database) async throws -> Void
    ) async throws {
        try await engine.withDatabase { database in
            try await Migrator(database: database, sets: [AtelierSchema.migrations]).up()
            try await body(ModelService(database: database), database)
        }
    }
}
