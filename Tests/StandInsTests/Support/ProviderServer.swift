import Martlet
import MartletTesting
import StandIns

/// The provider's stand-in on a port of its own, with its callbacks running.
struct ProviderServer {
    let standIn: ProviderStandIn
    let clock: TestClock
    let address: String

    static func with(
        _ standIn: ProviderStandIn = ProviderStandIn(),
        clock: TestClock = TestClock(),
        _ body: (ProviderServer) async throws -> Void
    ) async throws {
        let server = HTTPServer(HTTPServerConfiguration(port: 0)) { ProviderRoutes(standIn) }
        try await Context.still(clock).run {
            try await server.bind()
            server.ready()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await server.run() }
                group.addTask { try await standIn.run() }
                defer { group.cancelAll() }
                try await body(ProviderServer(standIn: standIn, clock: clock, address: server.address ?? ""))
            }
        }
    }
}
