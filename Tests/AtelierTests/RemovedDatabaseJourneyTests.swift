import Foundation
import Glibc
import Martlet
import MartletTesting
import Testing

/// The real executable when somebody removes its database's directory under it.
@Suite(.timeLimit(.minutes(10)))
struct RemovedDatabaseJourneyTests {
    @Test func `F-03 nothing is acknowledged into a removed database, and the operator learns it once`() async throws {
        try await TelegramDouble.with { telegram in
            try await TemporaryDirectory.with { directory in
                let url = "sqlite://\(directory)/data/atelier.db"
                try await AtelierProcess.with(telegram, database: url, in: directory) { atelier in
                    #expect(try await atelier.client.deliver(SampleUpdate(id: 1)).status == 200)
                    await telegram.waitForMessages(1)
                    try FileManager.default.removeItem(atPath: "\(directory)/data")
                    let once = HTTPClientConfiguration(baseURL: atelier.address, retry: RetryPolicy(attempts: 1))
                    let client = try HTTPClient("atelier", once)
                    for id in 2...4 {
                        let response = try await client.deliver(SampleUpdate(id: Int64(id)))
                        #expect(response.status == 503)
                        #expect(response.header("retry-after") == "1")
                        #expect(!response.text.contains(directory), "the answer tells nothing from inside")
                    }
                    let health = try await eventually("a report that the database is gone") {
                        let health = try await client.send(HTTPClient.Request(.get, "/health"))
                        return health.status == 503 ? health.text : nil
                    }
                    #expect(health.contains(#""name":"database","status":"unhealthy""#))
                    try await client.shutdown()
                    let error = try await eventually("the record for the operator") {
                        atelier.process.records(of: "jobs_unavailable").first {
                            $0.contains(#""operation":"jobs.claim""#)
                        }
                    }
                    #expect(error.contains("data/atelier.db' is gone"))
                    #expect(!FileManager.default.fileExists(atPath: "\(directory)/data"))
                    atelier.process.send(signal: SIGTERM)
                    _ = await atelier.process.exit()
                    let parts = atelier.process.records(of: "jobs_unavailable").map { record in
                        record.split(separator: #""operation":""#).last?.prefix { $0 != "\"" } ?? ""
                    }
                    #expect(Set(parts).count == parts.count, "once for each part of the queue")
                }
            }
        }
    }
}
