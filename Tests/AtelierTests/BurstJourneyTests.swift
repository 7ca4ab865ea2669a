import Glibc
import Martlet
import MartletTesting
import StandIns
import Testing

/// The real executable under a burst of updates, killed and stopped in the middle of it.
@Suite(.timeLimit(.minutes(10)))
struct BurstJourneyTests {
    @Test(arguments: TestEngine.allCases)
    func `two hundred updates of twenty chats at once are each answered once, in the order of their chat`(
        engine: TestEngine
    ) async throws {
        try await journey(on: engine) { telegram, url, directory in
            let burst = Burst(chats: 1...20, perChat: 10)
            try await AtelierProcess.with(telegram, database: url, in: directory) { atelier in
                let acknowledged = await burst.send(to: atelier.client)
                #expect(acknowledged.values.reduce(0) { $0 + $1.count } == 200)
                await telegram.waitForMessages(200)
            }
            for chat in burst.chats {
                #expect(telegram.answered(in: chat) == burst.updates(of: chat).map(\.id))
            }
            #expect(telegram.messages.count == 200)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `updates of one chat that overlap are each answered once`(engine: TestEngine) async throws {
        try await journey(on: engine) { telegram, url, directory in
            let burst = Burst(chats: 1...5, perChat: 20)
            try await AtelierProcess.with(telegram, database: url, in: directory) { atelier in
                let acknowledged = await burst.sendAtOnce(to: atelier.client)
                #expect(acknowledged.count == 100)
                await telegram.waitForMessages(100)
                // A second answer that is still under way comes before the process ends.
                atelier.process.send(signal: SIGTERM)
                #expect(await atelier.process.exit() == 0)
            }
            for chat in burst.chats {
                #expect(telegram.answered(in: chat).sorted() == burst.updates(of: chat).map(\.id))
            }
            #expect(telegram.messages.count == 100)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `F-03 killed five times in a burst, every acknowledged update is answered`(engine: TestEngine) async throws {
        try await journey(on: engine) { telegram, url, directory in
            var acknowledged: [Int64: [Int64]] = [:]
            for round in 1...5 {
                let burst = Burst(chats: 1...8, perChat: 40, base: Int64(round) * 100_000)
                try await AtelierProcess.with(telegram, database: url, in: directory) { atelier in
                    let taken = await burst.send(to: atelier.client) { count in
                        if count == 20 + round * 7 { atelier.process.send(signal: SIGKILL) }
                    }
                    #expect(await atelier.process.exit() == 128 + SIGKILL)
                    for (chat, ids) in taken { acknowledged[chat, default: []] += ids }
                    let all = taken.values.reduce(0) { $0 + $1.count }
                    #expect(all >= 20 + round * 7 && all < 320, "the kill came in the middle of the burst")
                }
            }
            let expected = acknowledged
            try await AtelierProcess.with(telegram, database: url, in: directory) { _ in
                _ = try await eventually(within: .seconds(120), "the answer to every acknowledged update") {
                    expected.allSatisfy { chat, ids in Set(ids).isSubset(of: telegram.answered(in: chat)) } ? true : nil
                }
            }
            for (chat, ids) in expected {
                let known = Set(ids)
                #expect(telegram.answered(in: chat).firstAppearances.filter { known.contains($0) } == ids)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S1-53 S3-68 C-28 F-38 SIGTERM in a burst: what was accepted is answered, and the exit code is 0`(
        engine: TestEngine
    ) async throws {
        try await journey(on: engine) { telegram, url, directory in
            let burst = Burst(chats: 1...8, perChat: 200)
            let more = ["HTTP_DRAIN_DELAY": "0.3"]
            let acknowledged = try await AtelierProcess.with(telegram, database: url, in: directory, more) { atelier in
                let taken = await burst.send(to: atelier.client) { count in
                    if count == 40 { atelier.process.send(signal: SIGTERM) }
                }
                #expect(await atelier.process.exit() == 0)
                let events = ["shutdown_requested", "shutdown_completed"].map { atelier.process.records(of: $0).count }
                #expect(events == [1, 1])
                return taken
            }
            // What was acknowledged and had no worker any more is answered by the next process.
            try await AtelierProcess.with(telegram, database: url, in: directory) { _ in
                _ = try await eventually(within: .seconds(120), "the answer to every acknowledged update") {
                    acknowledged.allSatisfy { chat, ids in Set(ids).isSubset(of: telegram.answered(in: chat)) }
                        ? true : nil
                }
            }
            for (chat, ids) in acknowledged {
                #expect(telegram.answered(in: chat).filter { ids.contains($0) } == ids, "each once and in order")
            }
        }
    }

    /// Lends a double of Telegram, a database and a directory to a closure.
    private func journey(
        on engine: TestEngine,
        _ body: (_ telegram: TelegramDouble, _ url: String, _ directory: String) async throws -> Void
    ) async throws {
        try await TelegramDouble.with { telegram in
            try await engine.withDatabaseURL { url in
                try await TemporaryDirectory.with { directory in try await body(telegram, url, directory) }
            }
        }
    }
}
