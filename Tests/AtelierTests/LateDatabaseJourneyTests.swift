import Foundation
import Glibc
import Martlet
import MartletTesting
import Testing

/// The real executable while its database cannot be reached.
@Suite(.timeLimit(.minutes(10)))
struct LateDatabaseJourneyTests {
    @Test(arguments: TestEngine.allCases.filter { $0 == .postgres })
    func `a database that is down at the start and comes later is waited for`(engine: TestEngine) async throws {
        try await TelegramDouble.with { telegram in
            try await engine.withDatabaseURL { url in
                try await TemporaryDirectory.with { directory in
                    let server = try #require(URL(string: url)?.port)
                    let port = try await FreePort.find()
                    let later = url.replacing(":\(server)/", with: ":\(port)/")
                    let http = try await FreePort.find()
                    let settings = AtelierProcess.settings(telegram, database: later, ["HTTP_PORT": "\(http)"])
                    let process = try ServiceProcess("atelier", variables: settings, in: directory)
                    defer { process.send(signal: SIGKILL) }
                    let address = "http://127.0.0.1:\(http)"
                    let once = HTTPClientConfiguration(baseURL: address, retry: RetryPolicy(attempts: 1))
                    let client = try HTTPClient("atelier", once)
                    let refusal = try await eventually("an answer of the service that waits") {
                        try? await client.deliver(SampleUpdate(id: 1))
                    }
                    #expect(refusal.status == 503)
                    _ = try await eventually("the record of a database that is down") {
                        process.records(of: "database_unreachable").first
                    }
                    try await Forwarder.with(from: port, to: server, in: directory) {
                        let started = try await process.address()
                        #expect(started == address)
                        let response = try await client.deliver(SampleUpdate(id: 1))
                        #expect(response.status == 200)
                        await telegram.waitForMessages(1)
                        process.send(signal: SIGTERM)
                        #expect(await process.exit() == 0)
                    }
                    try await client.shutdown()
                }
            }
        }
    }
}
