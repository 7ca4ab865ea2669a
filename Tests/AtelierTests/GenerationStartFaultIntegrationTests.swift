@testable import Atelier
import Martlet
import MartletTesting
import NIOHTTP1
import StandIns
import Testing

/// What becomes of a generation that the provider does not take.
@Suite(.timeLimit(.minutes(10)))
struct GenerationStartFaultIntegrationTests {
    @Test(arguments: TestEngine.allCases)
    func `an order that the provider refuses for good is given back at once, and the member told`(
        engine: TestEngine
    ) async throws {
        let faults: [(Int, GenerationFailure)] = [
            (401, .unavailable), (402, .unavailable), (404, .unavailable), (505, .unavailable), (422, .refused),
            (501, .refused),
        ]
        try await GenerationBench.with(engine) { bench in
            for (number, (code, failure)) in faults.enumerated() {
                let member = try await bench.member(Int64(number + 1))
                bench.provider.spoilNextAnswers(.code(code))
                let picture = try await bench.request(by: member, key: "\(code)")
                try await bench.drain()
                try await bench.expect(picture, .failed, failure, available: 10_000)
                let text = try #require(bench.telegram.calls.last?.text)
                #expect(text == Texts(.en).notPainted(failure, price: .kopecks(900)))
                #expect(bench.telegram.calls.last?.method == "editMessageText")
                let states = try await bench.states(of: picture)
                #expect(states == ["requested→failed", "→requested"].sorted())
            }
            #expect(bench.provider.taskCount == 0)
            let told = bench.atelier.logs.lines.count { $0.contains(#""event":"generation_refused""#) }
            #expect(told == faults.count)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a wrong key and missing credits are no secret to the operator, and none to hear for the member`(
        engine: TestEngine
    ) async throws {
        for (settings, credits, code) in [(["KIE_API_KEY": "wrong"], 1000, 401), ([:], 0, 402)] {
            let provider = ProviderStandIn(credits: credits)
            try await GenerationBench.with(engine, provider: provider, settings: settings) { bench in
                let picture = try await bench.request(by: bench.member())
                try await bench.drain()
                try await bench.expect(picture, .failed, .unavailable, available: 10_000)
                let error = bench.atelier.logs.lines.first { $0.contains(#""event":"generation_refused""#) }
                #expect(error?.contains("The provider refused createTask with \(code)") == true)
                let text = try #require(bench.telegram.calls.last?.text)
                for word in ["key", "credit", "provider", "\(code)"] { #expect(!text.contains(word)) }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an order whose answer is none is repeated, and the picture is made and paid once`(
        engine: TestEngine
    ) async throws {
        let faults: [ProviderAnswerFault] = [
            .garbage, .status(502), .status(200), .code(500), .code(429), .code(455), .code(599),
        ]
        try await GenerationBench.with(engine) { bench in
            for (number, fault) in faults.enumerated() {
                let member = try await bench.member(Int64(number + 1))
                bench.provider.spoilNextAnswers(fault)
                let picture = try await bench.request(by: member, key: "\(number)")
                try await bench.drain()
                try await bench.expect(picture, .requested, available: 9_100, held: 900)
                try await bench.pass(.seconds(31))
                try await bench.expect(picture, .running, available: 9_100, held: 900)
                try await bench.pass(.seconds(5))
                try await bench.expect(picture, .delivered, available: 9_100)
                #expect(bench.provider.taskCount == number + 1)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a provider that is silent is left after thirty seconds and asked again`(engine: TestEngine) async throws {
        try await GenerationBench.with(engine) { bench in
            bench.provider.spoilNextAnswers(.silence)
            let picture = try await bench.request(by: bench.member())
            async let drained: Void = bench.drain()
            try await bench.waitForSilence()
            bench.advance(by: .seconds(30))
            try await drained
            try await bench.expect(picture, .requested, available: 9_100, held: 900)
            try await bench.pass(.seconds(31))
            try await bench.pass(.seconds(5))
            try await bench.expect(picture, .delivered, available: 9_100)
            #expect(bench.provider.taskCount == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a provider that cannot be reached is given up after six attempts`(engine: TestEngine) async throws {
        let settings = ["KIE_API_URL": "http://127.0.0.1:\(try await FreePort.find())"]
        try await GenerationBench.with(engine, settings: settings) { bench in
            let picture = try await bench.request(by: bench.member(language: "ru"))
            for _ in 1...5 {
                try await bench.drain()
                try await bench.expect(picture, .requested, available: 9_100, held: 900)
                bench.advance(by: .seconds(31))
            }
            try await bench.drain()
            try await bench.expect(picture, .failed, .unavailable, available: 10_000)
            let text = try #require(bench.telegram.calls.last?.text)
            #expect(text.hasPrefix("Сейчас рисовать не получается") && text.hasSuffix("9 ₽ вернулись на ваш баланс."))
            #expect(bench.telegram.calls.map(\.method) == ["sendMessage", "editMessageText"])
            let letters = try await bench.atelier.jobs.deadLetters()
            #expect(letters.count == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `what the provider limits waits, and is made when there is room`(engine: TestEngine) async throws {
        // Queries that are on their way while the clocks are moved would be too many in the second in which they arrive.
        try await GenerationBench.with(engine, provider: ProviderStandIn(queryLimit: 1000)) { bench in
            var pictures: [Generation] = []
            for id in 1...3 as ClosedRange<Int64> {
                let member = try await bench.member(id)
                for key in 1...8 { pictures.append(try await bench.request(by: member, key: "\(id).\(key)")) }
            }
            try await bench.drain()
            var counts = try await bench.service.stats().counts
            #expect(counts == [.running: 20, .requested: 4])
            bench.advance(by: .seconds(10))
            async let drained: Void = bench.drain()
            // Ten questions a second are allowed.
            try await bench.atelier.clock.waitForSleeper(of: .seconds(1))
            bench.advance(by: .seconds(1))
            try await drained
            try await bench.pass(.seconds(5))
            counts = try await bench.service.stats().counts
            #expect(counts == [.delivered: 24])
            try await bench.expect(pictures[0], .delivered, available: 10_000 - 8 * 900)
            #expect(bench.provider.taskCount == 24)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `what waits for a provider under maintenance expires after twelve minutes, and not before`(
        engine: TestEngine
    ) async throws {
        try await GenerationBench.with(engine) { bench in
            for _ in 1...30 { bench.provider.spoilNextAnswers(.code(455)) }
            let picture = try await bench.request(by: bench.member())
            try await bench.drain()
            for _ in 1...23 { try await bench.pass(.seconds(30)) }
            try await bench.pass(.seconds(30) - .milliseconds(1))
            try await bench.expect(picture, .requested, available: 9_100, held: 900)
            try await bench.pass(.milliseconds(1))
            try await bench.expect(picture, .expired, .expired, available: 10_000)
            #expect(bench.telegram.calls.last?.text.hasPrefix("This picture took too long.") == true)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an order that a gateway wants in a week expires after twelve minutes, and not later`(
        engine: TestEngine
    ) async throws {
        let script: ScriptedServer.Script = { _, _ in .http(503, headers: ["Retry-After": "604800"]) }
        try await ScriptedServer.run(script) { _, url in
            try await GenerationBench.with(engine, settings: ["KIE_API_URL": url]) { bench in
                let picture = try await bench.request(by: bench.member())
                try await bench.drain()
                try await bench.pass(.seconds(720) - .milliseconds(1))
                try await bench.expect(picture, .requested, available: 9_100, held: 900)
                try await bench.pass(.milliseconds(1))
                try await bench.expect(picture, .expired, .expired, available: 10_000)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S0-48 a task that was ordered but not noted is ordered again, and the member pays once`(
        engine: TestEngine
    ) async throws {
        let hook = Observed<(@Sendable () -> Void)?>(nil)
        let script: ScriptedServer.Script = { call, request in
            if call == 1 { hook.value?() }
            return ScriptedProvider.answer(request, task: "task-\(call)", state: "success")
        }
        try await ScriptedServer.run(script) { server, url in
            try await GenerationBench.with(engine, settings: ["KIE_API_URL": url]) { bench in
                let recording = bench.atelier.recordings[0]
                hook.update { hook in
                    hook = { recording.fail(.commit, with: DatabaseError(.connection, "The process was killed.")) }
                }
                let picture = try await bench.request(by: bench.member())
                try await bench.drain()
                try await bench.expect(picture, .requested, available: 9_100, held: 900)
                try await bench.pass(.seconds(31))
                try await bench.pass(.seconds(3))
                try await bench.expect(picture, .delivered, available: 9_100)
                let orders = server.received.filter { $0.method == "POST" }
                #expect(orders.count == 2)
                let task = try await bench.service.getOne(picture.id, of: bench.member()).task
                #expect(task?.text == "task-2")
                #expect(bench.telegram.calls(of: "sendMessage").count == 1)
            }
        }
    }

    @Test(
        arguments: TestEngine.allCases,
        ["null", "{}", #"{"taskId":""}"#, #"{"taskId":"a/b"}"#, #"{"taskId":"taken"}"#]
    )
    func `an order that was taken without a task of its own is given back, and not ordered and paid again`(
        engine: TestEngine,
        data: String
    ) async throws {
        let script: ScriptedServer.Script = { call, request in
            guard call > 1, request.method == "POST" else {
                return ScriptedProvider.answer(request, task: "taken", state: "generating")
            }
            return .http(200, body: #"{"code":200,"msg":"success","data":\#(data)}"#)
        }
        try await ScriptedServer.run(script) { server, url in
            try await GenerationBench.with(engine, settings: ["KIE_API_URL": url]) { bench in
                let first = try await bench.request(by: bench.member(1), key: "1")
                try await bench.drain()
                let second = try await bench.request(by: bench.member(2), key: "2")
                try await bench.drain()
                try await bench.expect(first, .running, available: 9_100, held: 900)
                try await bench.expect(second, .failed, .unavailable, available: 10_000)
                #expect(server.received.filter { $0.method == "POST" }.count == 2)
                let told = bench.atelier.logs.lines.filter { $0.contains(#""event":"generation_refused""#) }
                #expect(told.count == 1 && told[0].contains("it has taken the order without a taskId of its own"))
            }
        }
    }

    @Test(arguments: [BotScript.Refusal.blocked, .bad, .down])
    func `a progress message that Telegram does not take stops no picture`(refusal: BotScript.Refusal) async throws {
        try await GenerationBench.with(.sqlite) { bench in
            bench.telegram.refuseNext("sendMessage", refusal)
            let picture = try await bench.request(by: bench.member())
            try await bench.drain()
            try await bench.pass(.milliseconds(2500))
            try await bench.pass(.milliseconds(2500))
            try await bench.expect(picture, .delivered, available: 9_100)
            #expect(bench.telegram.calls.map(\.method) == ["sendMessage", "sendChatAction", "sendPhoto"])
        }
    }
}
