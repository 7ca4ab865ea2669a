@testable import Atelier
import Martlet
import MartletTesting
import StandIns
import Testing

/// What becomes of pictures, and of the news of them, while Telegram is away or asks to wait.
@Suite(.timeLimit(.minutes(10)))
struct GenerationOutageIntegrationTests {
    private static func limit(_ seconds: Int) -> BotScript.Refusal {
        BotScript.Refusal(code: 429, reason: "Too Many Requests", retryAfter: seconds)
    }

    private static let week = 604_800

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
    func `a picture that Telegram limits again and again is delivered in the end`(engine: TestEngine) async throws {
        try await Self.with(engine) { bench, picture in
            for _ in 1...30 { bench.telegram.refuseNext("sendPhoto", Self.limit(1)) }
            for _ in 1...30 {
                try await bench.pass(.seconds(6))
                try await bench.expect(picture, .succeeded, available: 9_100)
            }
            try await bench.pass(.seconds(6))
            try await bench.expect(picture, .delivered, available: 9_100)
            let limited = bench.atelier.logs.lines.filter { $0.contains(#""event":"job_failed""#) }
            #expect(limited == [], "waiting is no failed attempt")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a picture that Telegram wants in a week is paid back at once`(engine: TestEngine) async throws {
        try await Self.with(engine) { bench, picture in
            bench.telegram.refuseNext("sendPhoto", Self.limit(Self.week))
            try await bench.pass(.seconds(5))
            try await bench.expect(picture, .refunded, .undeliverable, available: 10_000)
            #expect(bench.telegram.calls.last?.text.hasPrefix("The picture is made, but could not be sent.") == true)
        }
    }

    @Test(arguments: [0, -5])
    func `a limit without a pause is no reason to hurry`(seconds: Int) async throws {
        try await Self.with(.sqlite) { bench, picture in
            bench.telegram.refuseNext("sendPhoto", Self.limit(seconds))
            try await bench.pass(.seconds(5))
            #expect(bench.telegram.calls(of: "sendPhoto").count == 1)
            try await bench.pass(.seconds(6))
            try await bench.expect(picture, .delivered, available: 9_100)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a picture outlasts an outage of hours, and is paid back after a day`(engine: TestEngine) async throws {
        for (hours, state) in [(3, GenerationState.delivered), (25, .refunded)] {
            try await Self.with(engine) { bench, picture in
                let end = bench.atelier.clock.now + .seconds(hours * 3600)
                let down = BotScript.Refusal.down
                for _ in 1...2000 { bench.telegram.refuseNext("sendPhoto", down) }
                try await bench.pass(.seconds(5))
                while bench.atelier.clock.now < end, try await bench.isToBeSent(picture) {
                    try await bench.pass(.seconds(900))
                }
                bench.telegram.takeAll("sendPhoto")
                try await bench.pass(JobContext.longestSendingPause + JobContext.sendingSpread)
                let isPaidBack = state == .refunded
                try await bench.expect(
                    picture,
                    state,
                    isPaidBack ? .undeliverable : nil,
                    available: isPaidBack ? 10_000 : 9_100
                )
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a picture that may have come comes some times more at most, over hours, and is paid back then`(
        engine: TestEngine
    ) async throws {
        try await Self.with(engine) { bench, picture in
            for _ in 1...2000 { bench.telegram.refuseNext("sendPhoto", .unreadable) }
            try await bench.pass(.seconds(5))
            for _ in 1...12 { try await bench.pass(.seconds(900)) }
            try await bench.expect(picture, .succeeded, available: 9_100)
            for _ in 1...12 { try await bench.pass(.seconds(900)) }
            try await bench.expect(picture, .refunded, .undeliverable, available: 10_000)
            #expect(bench.telegram.calls(of: "sendPhoto").count == DeliverPicture.policy.attempts)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `news that may have come comes some times more at most`(engine: TestEngine) async throws {
        try await GenerationBench.with(engine) { bench in
            for _ in 1...200 { bench.telegram.refuseNext("sendMessage", .unreadable) }
            bench.provider.spoilNextAnswers(.code(422))
            _ = try await bench.request(by: bench.member())
            try await bench.drain()
            for _ in 1...24 { try await bench.pass(.seconds(900)) }
            // The first one is the word that the picture is to be painted, which is said once.
            #expect(bench.telegram.calls(of: "sendMessage").count == 1 + ReportGeneration.policy.attempts)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `news outlasts an outage of hours`(engine: TestEngine) async throws {
        try await GenerationBench.with(engine) { bench in
            for _ in 1...200 { bench.telegram.refuseNext("editMessageText", .down) }
            bench.provider.spoilNextAnswers(.code(422))
            let picture = try await bench.request(by: bench.member())
            try await bench.drain()
            for _ in 1...12 { try await bench.pass(.seconds(900)) }
            bench.telegram.takeAll("editMessageText")
            try await bench.pass(.seconds(601))
            try await bench.expect(picture, .failed, .refused, available: 10_000)
            #expect(bench.telegram.calls.last?.text.hasPrefix("This prompt was not accepted.") == true)
            let counts = try await bench.atelier.jobs.counts()
            #expect(counts.pending == 0 && counts.dead == 0)
        }
    }

    @Test func `news that Telegram limits waits, and for a week it does not`() async throws {
        try await GenerationBench.with(.sqlite) { bench in
            for _ in 1...20 { bench.telegram.refuseNext("editMessageText", Self.limit(1)) }
            bench.telegram.refuseNext("editMessageText", Self.limit(Self.week))
            bench.provider.spoilNextAnswers(.code(422))
            _ = try await bench.request(by: bench.member())
            try await bench.drain()
            for _ in 1...19 { try await bench.pass(.seconds(6)) }
            var counts = try await bench.atelier.jobs.counts()
            #expect(counts.pending == 1 && counts.dead == 0)
            try await bench.pass(.seconds(6))
            counts = try await bench.atelier.jobs.counts()
            #expect(counts.pending == 0 && counts.dead == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `what is told of a picture keeps its order`(engine: TestEngine) async throws {
        try await Self.with(engine) { bench, picture in
            bench.telegram.refuseNext("editMessageText", .down)
            try await bench.service.showPainting(picture.id)
            try await bench.service.showPainting(picture.id)
            try await bench.service.write { [service = bench.service] tx in
                _ = try service.fail(picture.id, because: .failed, in: tx)
            }
            let keys: Statement<[String]> =
                "SELECT ordering_key FROM jobs WHERE kind IN ('ShowPainting', 'ReportGeneration') ORDER BY position"
            let order = "generation \(picture.id)"
            #expect(try await bench.database.run(keys) == [order, order])
            try await bench.drain()
            try await bench.pass(.seconds(5))
            // It had ended before the first word was said.
            #expect(bench.telegram.calls(of: "editMessageText").count { $0.text.contains("painting") } == 0)
            #expect(bench.telegram.calls.last?.text.hasPrefix("This picture could not be made.") == true)
        }
    }
}

extension GenerationBench {
    /// Tells whether the picture still waits for Telegram.
    fileprivate func isToBeSent(_ picture: Generation) async throws -> Bool {
        try await service.find(picture.id, .succeeded) != nil
    }
}
