@testable import Atelier
import Martlet
import MartletTesting
import StandIns
import Testing

/// What becomes of a generation whose provider does not get on with it.
@Suite(.timeLimit(.minutes(10)))
struct GenerationWatchFaultIntegrationTests {
    @Test(arguments: TestEngine.allCases)
    func `a task that fails is given back, and the member told without the provider's words`(
        engine: TestEngine
    ) async throws {
        try await GenerationBench.with(engine) { bench in
            bench.provider.spoilNextTasks(.fails(code: "501", message: "too dark"))
            let picture = try await bench.request(by: bench.member())
            try await bench.drain()
            try await bench.pass(.seconds(5))
            try await bench.expect(picture, .failed, .failed, available: 10_000)
            let told = try #require(bench.telegram.calls.last)
            #expect(told.text == "This picture could not be made. 9 RUB are back on your balance.")
            #expect(told.method == "editMessageText" && told.body.contains("inline_keyboard"))
            let states = try await bench.states(of: picture)
            #expect(states == ["requested→running", "running→failed", "→requested"].sorted())
            #expect(bench.atelier.logs.lines.filter { $0.contains("too dark") } == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a task that never ends expires after twelve minutes, exactly, and stays expired`(
        engine: TestEngine
    ) async throws {
        try await GenerationBench.with(engine) { bench in
            bench.provider.spoilNextTasks(.neverEnds)
            let picture = try await bench.request(by: bench.member())
            try await bench.drain()
            for _ in 1...35 { try await bench.pass(.seconds(20)) }
            try await bench.pass(.seconds(20) - .milliseconds(1))
            try await bench.expect(picture, .running, available: 9_100, held: 900)
            try await bench.pass(.milliseconds(1))
            try await bench.expect(picture, .expired, .expired, available: 10_000)
            let expired = try await bench.service.getOne(picture.id, of: bench.member())
            #expect(expired.finishedAt.map { $0 - expired.createdAt } == WatchSchedule.expiry)
            #expect(bench.telegram.calls.last?.text.hasPrefix("This picture took too long.") == true)
            let task = try #require(expired.task)
            try await bench.service.keepCallback(of: task)
            try await bench.drain()
            try await bench.expect(picture, .expired, .expired, available: 10_000)
            await #expect(throws: GenerationError.notPaid(.expired)) { try await bench.service.refund(picture.id) }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a provider that cannot be read meanwhile is asked again by the schedule`(engine: TestEngine) async throws {
        try await GenerationBench.with(engine) { bench in
            let picture = try await bench.request(by: bench.member())
            try await bench.drain()
            bench.provider.spoilNextAnswers(
                .code(500),
                .garbage,
                .status(502),
                .code(404)
            )
            for _ in 1...4 {
                try await bench.pass(.milliseconds(2500))
                try await bench.expect(picture, .running, available: 9_100, held: 900)
            }
            try await bench.pass(.milliseconds(2500))
            try await bench.expect(picture, .delivered, available: 9_100)
            #expect(bench.provider.taskCount == 1)
            let warnings = bench.atelier.logs.lines.count { $0.contains(#""event":"generation_not_seen""#) }
            #expect(warnings == 4)
        }
    }

    @Test(arguments: [(429, 10), (455, 30)])
    func `a provider that limits is asked again after its pause, and not before`(
        code: Int,
        seconds: Int
    ) async throws {
        try await GenerationBench.with(.sqlite) { bench in
            let picture = try await bench.request(by: bench.member())
            try await bench.drain()
            bench.provider.spoilNextAnswers(.code(code))
            try await bench.pass(.milliseconds(2500))
            try await bench.pass(.seconds(seconds) - .milliseconds(1))
            try await bench.expect(picture, .running, available: 9_100, held: 900)
            try await bench.pass(.milliseconds(1))
            try await bench.expect(picture, .delivered, available: 9_100)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a task that the provider does not know after half a minute has failed`(engine: TestEngine) async throws {
        try await GenerationBench.with(engine) { bench in
            bench.provider.spoilNextTasks(.neverEnds)
            let picture = try await bench.request(by: bench.member())
            try await bench.drain()
            for _ in 1...12 { bench.provider.spoilNextAnswers(.code(404)) }
            for _ in 1...11 { try await bench.pass(.milliseconds(2500)) }
            try await bench.expect(picture, .running, available: 9_100, held: 900)
            try await bench.pass(.milliseconds(2500))
            try await bench.expect(picture, .failed, .failed, available: 10_000)
        }
    }

    @Test func `a key that is no good any more is said once in a while, not for each look`() async throws {
        try await GenerationBench.with(.sqlite) { bench in
            let picture = try await bench.request(by: bench.member())
            try await bench.drain()
            for _ in 1...5 { bench.provider.spoilNextAnswers(.code(401), .code(402)) }
            for _ in 1...10 { try await bench.pass(.milliseconds(2500)) }
            try await bench.pass(.milliseconds(2500))
            try await bench.expect(picture, .delivered, available: 9_100)
            #expect(bench.atelier.logs.lines.count { $0.contains("generations_not_seen") } == 1)
            #expect(bench.atelier.logs.lines.count { $0.contains("generation_not_seen") } == 0)
        }
    }

    @Test func `twelve minutes are counted from the wish, however late the provider took it`() async throws {
        try await GenerationBench.with(.sqlite) { bench in
            for _ in 1...16 { bench.provider.spoilNextAnswers(.code(455)) }
            bench.provider.spoilNextTasks(.neverEnds)
            let picture = try await bench.request(by: bench.member())
            try await bench.drain()
            for _ in 1...16 { try await bench.pass(.seconds(30)) }
            try await bench.expect(picture, .running, available: 9_100, held: 900)
            for _ in 1...11 { try await bench.pass(.seconds(20)) }
            try await bench.pass(.seconds(20) - .milliseconds(1))
            try await bench.expect(picture, .running, available: 9_100, held: 900)
            try await bench.pass(.milliseconds(1))
            try await bench.expect(picture, .expired, .expired, available: 10_000)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a provider that falls silent is left after five seconds and asked again`(
        engine: TestEngine
    ) async throws {
        try await GenerationBench.with(engine) { bench in
            let picture = try await bench.request(by: bench.member())
            try await bench.drain()
            bench.provider.spoilNextAnswers(.silence)
            bench.advance(by: .milliseconds(2500))
            async let drained: Void = bench.drain()
            try await bench.waitForSilence()
            bench.advance(by: .seconds(5))
            try await drained
            try await bench.expect(picture, .running, available: 9_100, held: 900)
            try await bench.pass(.seconds(7))
            try await bench.expect(picture, .delivered, available: 9_100)
        }
    }

    @Test func `a provider that is away for good leaves an expired generation and no hold`() async throws {
        try await GenerationBench.with(.sqlite) { bench in
            let picture = try await bench.request(by: bench.member())
            try await bench.drain()
            for _ in 1...60 { bench.provider.spoilNextAnswers(.status(502)) }
            for _ in 1...36 { try await bench.pass(.seconds(20)) }
            try await bench.expect(picture, .expired, .expired, available: 10_000)
            let counts = try await bench.atelier.jobs.counts()
            #expect(counts.pending == 0 && counts.dead == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a state that the documents do not name, and a success without pictures, are asked for again`(
        engine: TestEngine
    ) async throws {
        let states = ["thinking", "SUCCESS", "failed"]
        let script: ScriptedServer.Script = { call, request in
            if call == 5 { return .http(200, body: #"{"code":200,"data":{"state":"success","resultJson":"{}"}}"#) }
            let state = (2...4).contains(call) ? states[call - 2] : "success"
            return ScriptedProvider.answer(request, task: "t-1", state: state)
        }
        try await ScriptedServer.run(script) { _, url in
            try await GenerationBench.with(engine, settings: ["KIE_API_URL": url]) { bench in
                let picture = try await bench.request(by: bench.member())
                try await bench.drain()
                for _ in 2...5 {
                    try await bench.pass(.milliseconds(2500))
                    try await bench.expect(picture, .running, available: 9_100, held: 900)
                }
                try await bench.pass(.milliseconds(2500))
                try await bench.expect(picture, .delivered, available: 9_100)
            }
        }
    }

    @Test func `S0-48 a success whose commit's answer was lost is charged and delivered once`() async throws {
        let hook = Observed<(@Sendable () -> Void)?>(nil)
        let script: ScriptedServer.Script = { call, request in
            if call == 2 { hook.value?() }
            return ScriptedProvider.answer(request, task: "t-1", state: "success")
        }
        try await ScriptedServer.run(script) { _, url in
            try await GenerationBench.with(.sqlite, settings: ["KIE_API_URL": url]) { bench in
                let recording = bench.atelier.recordings[0]
                let picture = try await bench.request(by: bench.member())
                try await bench.drain()
                hook.update { hook in
                    hook = { recording.fail(.commitAnswer, with: DatabaseError(.commitUnknown, "Lost.")) }
                }
                try await bench.pass(.milliseconds(2500))
                try await bench.pass(.seconds(31))
                try await bench.expect(picture, .delivered, available: 9_100)
                #expect(bench.telegram.calls(of: "sendPhoto").count == 1)
            }
        }
    }
}
