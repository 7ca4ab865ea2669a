import FoundationEssentials
import Glibc
import Martlet
import MartletTesting
import NIOCore
import Testing

/// The real executable from its start to its end, as an operator meets it.
@Suite(.timeLimit(.minutes(10)))
struct ProcessJourneyTests {
    @Test func `a second process on the same SQLite file says who owns it`() async throws {
        try await TelegramDouble.with { telegram in
            try await TemporaryDirectory.with { directory in
                let url = "sqlite://\(directory)/atelier.db"
                try await AtelierProcess.with(telegram, database: url, in: directory) { first in
                    let settings = AtelierProcess.settings(telegram, database: url)
                    let second = try ServiceProcess("atelier", variables: settings, in: directory)
                    #expect(await second.exit() == 1)
                    let failure = try #require(second.records(of: "service_failed").first)
                    #expect(failure.contains("is in use by process \(first.process.id)"))
                    let response = try await first.client.deliver(SampleUpdate(id: 1))
                    #expect(response.status == 200)
                }
            }
        }
    }

    @Test func `F-38 Ctrl-C ends with 0 and leaves nothing that hinders the next start`() async throws {
        try await TelegramDouble.with { telegram in
            try await TemporaryDirectory.with { directory in
                let url = "sqlite://\(directory)/atelier.db"
                for id in 1...2 {
                    try await AtelierProcess.with(telegram, database: url, in: directory) { atelier in
                        try await atelier.client.deliver(SampleUpdate(id: Int64(id)))
                        await telegram.waitForMessages(id)
                        atelier.process.send(signal: SIGINT)
                        #expect(await atelier.process.exit() == 0)
                    }
                    let files = try FileManager.default.contentsOfDirectory(atPath: directory)
                    #expect(!files.contains("atelier.db-wal"), "the database is closed in order")
                }
            }
        }
    }

    @Test func `S1-70 with nothing configured a person says something and reads the answer in the terminal`()
        async throws
    {
        try await TemporaryDirectory.with { directory in
            // The second start finds the first one's updates in the database; it must not take new ones for them.
            for _ in 1...2 {
                let port = try await FreePort.find()
                let process = try ServiceProcess(
                    "atelier",
                    [],
                    variables: ["ENVIRONMENT": "development", "HTTP_PORT": "\(port)", "ADMIN_HTTP_PORT": "0"],
                    in: directory
                )
                defer { process.send(signal: SIGKILL) }
                let address = try await process.address()
                #expect(address == "http://127.0.0.1:\(port)")
                let client = try HTTPClient("atelier", HTTPClientConfiguration(baseURL: address))
                var request = HTTPClient.Request(
                    .post,
                    "/stand-in/messages",
                    body: ByteBuffer(string: #"{"text": "/start"}"#)
                )
                request.headers["Content-Type"] = "application/json"
                let response = try await client.send(request)
                try await client.shutdown()
                #expect(response.status == 204)
                _ = try await eventually("the bot's answer in the terminal") {
                    process.output.contains("bot → Hello, Ada! I am Atelier and paint what you describe.") ? true : nil
                }
                #expect(FileManager.default.fileExists(atPath: "\(directory)/.atelier/atelier.db"))
                process.send(signal: SIGTERM)
                #expect(await process.exit() == 0)
            }
        }
    }

    @Test func `F-03 storage that is full is 503, and what was refused comes through later`() async throws {
        try await TelegramDouble.with { telegram in
            try await TemporaryDirectory.with { directory in
                let url = "sqlite://\(directory)/atelier.db"
                // No file may grow beyond 2 MiB; the signal for that is ignored, so that writing fails as on a full disk.
                let bounded = ["/bin/bash", "-c", #"trap "" XFSZ; ulimit -f 2048; exec "$@""#, "bash"]
                let filler = String(repeating: "x", count: 500_000)
                let updates = (1...8).map { #"{"update_id": \#($0), "filler": "\#(filler)"}"# }
                let refused = try await AtelierProcess.with(
                    telegram,
                    database: url,
                    in: directory,
                    through: bounded
                ) { atelier in
                    var refused: [String] = []
                    for update in updates {
                        let response = try await atelier.client.deliver(body: update)
                        if response.status == 503 { refused.append(update) } else { #expect(response.status == 200) }
                    }
                    let live = try await atelier.client.send(HTTPClient.Request(.get, "/health/live"))
                    #expect(live.status == 200)
                    return refused
                }
                #expect(!refused.isEmpty && refused.count < updates.count)
                try await AtelierProcess.with(telegram, database: url, in: directory) { atelier in
                    for update in refused {
                        let response = try await atelier.client.deliver(body: update)
                        #expect(response.status == 200)
                    }
                }
            }
        }
    }
}
