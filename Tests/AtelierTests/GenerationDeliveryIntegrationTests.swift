@testable import Atelier
import Martlet
import MartletTesting
import NIOCore
import NIOHTTP1
import StandIns
import Testing

/// What becomes of a picture that Telegram does not take at once.
@Suite(.timeLimit(.minutes(10)))
struct GenerationDeliveryIntegrationTests {
    /// Runs a bench up to the moment at which the picture is to be sent.
    private static func with(
        _ engine: TestEngine,
        _ body: @escaping @Sendable (GenerationBench, Generation) async throws -> Void
    ) async throws {
        try await GenerationBench.with(engine) { bench in
            let picture = try await bench.request(by: bench.member())
            try await bench.drain()
            try await body(bench, picture)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a picture that Telegram does not fetch goes as bytes`(engine: TestEngine) async throws {
        try await Self.with(engine) { bench, picture in
            bench.telegram.refuseNext("sendPhoto", .bad)
            try await bench.pass(.seconds(5))
            try await bench.expect(picture, .delivered, available: 9_100)
            let photos = bench.telegram.calls(of: "sendPhoto")
            #expect(photos.count == 2 && photos.first?.photo != nil)
            let bytes = try #require(photos.last?.body)
            #expect(bytes.contains("PNG") && bytes.contains("a red bird over the sea"))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a picture that is no photo to Telegram goes as a document`(engine: TestEngine) async throws {
        try await Self.with(engine) { bench, picture in
            let tooLarge = BotScript.Refusal(code: 413, reason: "Request Entity Too Large")
            bench.telegram.refuseNext("sendPhoto", .bad, tooLarge)
            try await bench.pass(.seconds(5))
            try await bench.expect(picture, .delivered, available: 9_100)
            let document = try #require(bench.telegram.calls(of: "sendDocument").first)
            #expect(document.body.contains("PNG") && document.body.contains(#".png""#))
            let delivered = try await bench.service.getOne(picture.id, of: bench.member())
            #expect(delivered.fileID?.hasPrefix("file-") == true)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a picture that Telegram takes in no form is paid back, and the member told`(
        engine: TestEngine
    ) async throws {
        try await Self.with(engine) { bench, picture in
            bench.telegram.refuseNext("sendPhoto", .bad, .bad)
            bench.telegram.refuseNext("sendDocument", .bad)
            try await bench.pass(.seconds(5))
            try await bench.expect(picture, .refunded, .undeliverable, available: 10_000)
            let text = "The picture is made, but could not be sent. 9 RUB are back on your balance."
            #expect(bench.telegram.calls.last?.text == text)
            let states = try await bench.states(of: picture)
            let expected = ["requested→running", "running→succeeded", "succeeded→refunded", "→requested"]
            #expect(states == expected.sorted())
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a member who has blocked the bot is paid back at once`(engine: TestEngine) async throws {
        try await Self.with(engine) { bench, picture in
            bench.telegram.refuseNext("sendPhoto", .blocked)
            bench.telegram.refuseNext("editMessageText", .blocked, .blocked)
            try await bench.pass(.seconds(5))
            try await bench.expect(picture, .refunded, .blocked, available: 10_000)
            #expect(bench.telegram.calls(of: "sendPhoto").count == 1)
            let counts = try await bench.atelier.jobs.counts()
            #expect(counts.pending == 0 && counts.dead == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a picture waits as long as Telegram asks, and not a moment less`(engine: TestEngine) async throws {
        try await Self.with(engine) { bench, picture in
            bench.telegram.refuseNext("sendPhoto", BotScript.Refusal(code: 429, reason: "Too Many", retryAfter: 7))
            try await bench.pass(.seconds(5))
            try await bench.pass(.seconds(7) - .milliseconds(1))
            try await bench.expect(picture, .succeeded, available: 9_100)
            #expect(bench.telegram.calls(of: "sendPhoto").count == 1)
            try await bench.pass(JobContext.sendingSpread + .milliseconds(1))
            try await bench.expect(picture, .delivered, available: 9_100)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a picture that is gone from where it was is paid back`(engine: TestEngine) async throws {
        let script: ScriptedServer.Script = { _, request in
            if request.target.hasPrefix("/pictures") { return .http(404) }
            return ScriptedProvider.answer(
                request,
                task: "t-1",
                state: "success",
                url: "http://\(request.headers.first(name: "host") ?? "")/pictures/a.png?token=1"
            )
        }
        try await ScriptedServer.run(script) { server, url in
            try await GenerationBench.with(engine, settings: ["KIE_API_URL": url]) { bench in
                bench.telegram.refuseNext("sendPhoto", .bad)
                let picture = try await bench.request(by: bench.member())
                try await bench.drain()
                try await bench.pass(.milliseconds(2500))
                try await bench.expect(picture, .refunded, .undeliverable, available: 10_000)
                #expect(server.received.last?.target == "/pictures/a.png?token=1")
            }
        }
    }

    @Test(arguments: [true, false])
    func `what is no picture, or not on the internet, is sent as nothing, and paid back`(
        isElsewhere: Bool
    ) async throws {
        try await ScriptedServer.run({ _, _ in .http(200, body: "the admin's secrets") }) { trap, trapURL in
            let script: ScriptedServer.Script = { _, request in
                if request.target.hasPrefix("/pictures") { return .http(200, body: "the admin's secrets") }
                let host = isElsewhere ? trapURL : "http://\(request.headers.first(name: "host") ?? "")"
                return ScriptedProvider.answer(request, task: "t-1", state: "success", url: "\(host)/pictures/a.png")
            }
            try await ScriptedServer.run(script) { _, url in
                try await GenerationBench.with(.sqlite, settings: ["KIE_API_URL": url]) { bench in
                    bench.telegram.refuseNext("sendPhoto", .bad)
                    let picture = try await bench.request(by: bench.member())
                    try await bench.drain()
                    try await bench.pass(.milliseconds(2500))
                    try await bench.expect(picture, .refunded, .undeliverable, available: 10_000)
                    #expect(trap.received == [])
                    #expect(!bench.telegram.calls.contains { $0.body.contains("secrets") })
                }
            }
        }
    }

    @Test func `two pictures may be in memory at a time, and the next comes later`() async throws {
        let script: ScriptedServer.Script = { _, _ in .http(200, body: "GIF89a, and so on") }
        try await ScriptedServer.run(script) { _, url in
            let (download, picture) = (PictureDownload(standIn: url), url + "/a.gif")
            let error = try await download.withPicture(at: picture) { _ in
                try await download.withPicture(at: picture) { _ in
                    await #expect(throws: PictureError.self) { try await download.withPicture(at: picture) { _ in } }
                }
            }
            #expect(error?.isFinal == false)
            try await download.withPicture(at: picture) { bytes in #expect(bytes.readableBytes == 17) }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a picture that was sent but not noted is sent again, and paid once`(engine: TestEngine) async throws {
        try await Self.with(engine) { bench, picture in
            let recording = bench.atelier.recordings[0]
            bench.telegram.onNext("sendPhoto") {
                recording.fail(.commit, with: DatabaseError(.connection, "The process was killed."))
            }
            try await bench.pass(.seconds(5))
            try await bench.expect(picture, .succeeded, available: 9_100)
            try await bench.pass(.seconds(31))
            try await bench.expect(picture, .delivered, available: 9_100)
            #expect(bench.telegram.calls(of: "sendPhoto").count == 2)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a picture that is paid back before it is sent is not sent`(engine: TestEngine) async throws {
        try await Self.with(engine) { bench, picture in
            bench.telegram.refuseNext("sendPhoto", .down)
            try await bench.pass(.seconds(5))
            try await bench.service.refund(picture.id)
            try await bench.pass(.seconds(121))
            try await bench.expect(picture, .refunded, available: 10_000)
            #expect(bench.telegram.calls(of: "sendPhoto").count == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `news that Telegram takes later is told later, and where a message is gone in a new one`(
        engine: TestEngine
    ) async throws {
        try await GenerationBench.with(engine) { bench in
            let wait = BotScript.Refusal(code: 429, reason: "Too Many", retryAfter: 3)
            let gone = BotScript.Refusal(code: 400, reason: "Bad Request: message to edit not found")
            bench.telegram.refuseNext("editMessageText", wait, .down, gone)
            bench.provider.spoilNextAnswers(.code(422))
            let picture = try await bench.request(by: bench.member())
            try await bench.drain()
            for _ in 1...3 { try await bench.pass(.seconds(31)) }
            try await bench.expect(picture, .failed, .refused, available: 10_000)
            #expect(
                bench.telegram.calls.map(\.method) == [
                    "sendMessage", "editMessageText", "editMessageText", "editMessageText", "sendMessage",
                ]
            )
            #expect(bench.telegram.calls.last?.text.hasPrefix("This prompt was not accepted.") == true)
        }
    }
}
