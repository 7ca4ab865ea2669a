import Foundation
import Martlet
import MartletTesting
@testable import StandIns
import Synchronization
import Testing

/// Real client libraries of Telegram, installed by `Scripts/setup test`, talk to the stand-in.
@Suite(.timeLimit(.minutes(10)))
struct TelegramClientsJourneyTests {
    private static let clients = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Clients")

    @Test(arguments: [
        ("json", ["application/json", "multipart/form-data"]),
        ("forms", ["application/x-www-form-urlencoded", "multipart/form-data"]),
    ])
    func `a real client library writes, polls, answers a press and sends a photo`(
        kind: String,
        types: [String]
    ) async throws {
        let seen = Mutex<Set<String>>([])
        let standIn = TelegramStandIn(
            after: 0,
            taking: { call in
                if let type = call.contentType { seen.withLock { _ = $0.insert(String(type.prefix { $0 != ";" })) } }
                return nil
            },
            show: { _ in }
        )
        let python = Self.clients.appending(path: "../../../.build/telegram-clients/\(kind)/bin/python").standardized
            .path
        try #require(FileManager.default.isExecutableFile(atPath: python), "run 'Scripts/setup test' first")
        try await TelegramServer.with(standIn) { telegram in
            try await TemporaryDirectory.with { directory in
                let client = try ServiceProcess(
                    python,
                    [Self.clients.appending(path: "\(kind)-client.py").path, telegram.address, standIn.token.reveal()],
                    variables: ["PYTHONDONTWRITEBYTECODE": "1"],
                    in: directory
                )
                #expect(await client.exit() == 0, "\(client.output)")
            }
        }
        #expect(seen.withLock(\.self).isSuperset(of: types))
    }
}
