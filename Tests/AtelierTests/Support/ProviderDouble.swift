@testable import Atelier
import Logging
import Martlet
import MartletTesting
import StandIns

/// The stand-in of the provider on a port of its own, and a client of it, on a clock that the test moves.
struct ProviderDouble {
    let standIn: ProviderStandIn
    let clock: TestClock
    let api: ProviderAPI

    /// Where it listens.
    let address: String

    /// How long a task takes.
    static let end = Duration.seconds(5)

    static func with(
        _ standIn: ProviderStandIn = ProviderStandIn(),
        key: Secret<String>? = nil,
        _ body: (ProviderDouble) async throws -> Void
    ) async throws {
        let clock = TestClock()
        let silent = Logger(label: "provider", factory: { _ in SwiftLogNoOpLogHandler() })
        let server = HTTPServer(HTTPServerConfiguration(port: 0)) { ProviderRoutes(standIn) }
        try await Context(clock: clock, logger: silent).run {
            try await server.bind()
            server.ready()
            let api = try ProviderAPI(ProviderSettings(key: key ?? standIn.key, apiURL: server.address ?? ""))
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await server.run() }
                group.addTask { try await standIn.run() }
                defer { group.cancelAll() }
                try await body(ProviderDouble(standIn: standIn, clock: clock, api: api, address: server.address ?? ""))
            }
            await api.drain(until: .after(.seconds(1)))
        }
    }

    /// Orders a picture.
    func order(_ prompt: String = "a cat", callback: String? = nil) async throws -> TaskID {
        try await api.createTask(
            NewTaskPayload(model: "z-image", prompt: prompt, aspectRatio: "1:1", callbackURL: callback)
        )
    }
}
