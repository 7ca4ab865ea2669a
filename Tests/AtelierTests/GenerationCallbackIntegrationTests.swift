@testable import Atelier
import Crypto
import FoundationEssentials
import Martlet
import MartletTesting
import NIOCore
import StandIns
import Testing

/// The provider's callbacks, which are hints and nothing more.
@Suite(.timeLimit(.minutes(10)))
struct GenerationCallbackIntegrationTests {
    /// A task of three seconds, which the schedule alone would find done after five.
    private static var provider: ProviderStandIn {
        ProviderStandIn(pace: ProviderPace(waiting: .seconds(1), queuing: .seconds(1), generating: .seconds(1)))
    }

    @Test(arguments: TestEngine.allCases)
    func `a callback has the provider asked at once, and twice is once`(engine: TestEngine) async throws {
        for fault in [nil, ProviderTaskFault.callsBackTwice] {
            try await GenerationBench.with(engine, provider: Self.provider, hasCallbacks: true) { bench in
                if let fault { bench.provider.spoilNextTasks(fault) }
                let picture = try await bench.request(by: bench.member())
                try await bench.drain()
                try await bench.pass(.seconds(3))
                try await bench.waitForCallbacks(fault == nil ? 1 : 2, status: 200)
                try await bench.drain()
                try await bench.expect(picture, .delivered, available: 9_100)
                #expect(bench.telegram.calls(of: "sendPhoto").count == 1)
                let kept = try await bench.callbacks()
                #expect(kept == 1)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a forged callback is refused, and the schedule finds the picture all the same`(
        engine: TestEngine
    ) async throws {
        try await GenerationBench.with(engine, provider: Self.provider, hasCallbacks: true) { bench in
            bench.provider.spoilNextTasks(.forgesSignature)
            let picture = try await bench.request(by: bench.member())
            try await bench.drain()
            try await bench.pass(.milliseconds(2500))
            bench.advance(by: .milliseconds(500))
            try await bench.waitForCallbacks(1, status: 401)
            try await bench.drain()
            let kept = try await bench.callbacks()
            #expect(kept == 0)
            try await bench.expect(picture, .running, available: 9_100, held: 900)
            try await bench.pass(.seconds(2))
            try await bench.expect(picture, .delivered, available: 9_100)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a callback that comes before the task is noted is kept, and believed no more than any other`(
        engine: TestEngine
    ) async throws {
        for state in ["success", "generating"] {
            let script: ScriptedServer.Script = { _, request in
                ScriptedProvider.answer(request, task: "t-1", state: state)
            }
            try await ScriptedServer.run(script) { server, url in
                try await GenerationBench.with(engine, settings: ["KIE_API_URL": url]) { bench in
                    let response = try await bench.callBack(for: "t-1")
                    #expect(response.status == 200)
                    let picture = try await bench.request(by: bench.member())
                    try await bench.drain()
                    // The body said that it succeeded; what counts is what the provider answers.
                    if state == "success" {
                        try await bench.expect(picture, .delivered, available: 9_100)
                    } else {
                        try await bench.expect(picture, .running, available: 9_100, held: 900)
                    }
                    #expect(server.received.map(\.method) == ["POST", "GET"])
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a hint that comes too early changes nothing of the schedule`(engine: TestEngine) async throws {
        try await GenerationBench.with(engine) { bench in
            let picture = try await bench.request(by: bench.member())
            try await bench.drain()
            let task = try #require(try await bench.service.getOne(picture.id, of: bench.member()).task)
            for _ in 1...3 { #expect(try await bench.callBack(for: task.text).status == 200) }
            try await bench.drain()
            let counts = try await bench.atelier.jobs.counts()
            #expect(counts.pending == 1, "one look is planned, not two")
            try await bench.pass(.seconds(5))
            try await bench.expect(picture, .delivered, available: 9_100)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `callbacks of tasks that nobody knows are forgotten after a day`(engine: TestEngine) async throws {
        try await GenerationBench.with(engine) { bench in
            for task in ["t-1", "t-2"] { _ = try await bench.callBack(for: task) }
            bench.advance(by: .seconds(86_399))
            _ = try await bench.callBack(for: "t-3")
            let kept = try await bench.callbacks()
            #expect(kept == 3)
            bench.advance(by: .seconds(2))
            _ = try await bench.callBack(for: "t-4")
            let left = try await bench.callbacks()
            #expect(left == 2)
        }
    }

    @Test func `what is no callback is refused and kept nowhere`() async throws {
        try await GenerationBench.with(.sqlite) { bench in
            for body in ["", "{", "{}", #"{"data":{}}"#, #"{"data":{"taskId":"../x"}}"#] {
                let response = try await bench.callBack(for: "t-1", body: body)
                #expect([400, 422].contains(response.status), "\(body)")
            }
            for key in ["", "another key"] {
                let response = try await bench.callBack(for: "t-1", key: Secret(key))
                #expect(response.status == 401)
            }
            let kept = try await bench.callbacks()
            #expect(kept == 0)
        }
    }
}

extension GenerationBench {
    /// How many callbacks are kept.
    fileprivate func callbacks() async throws -> Int {
        try await database.run("SELECT count(*) FROM provider_callbacks" as Statement<Int>)
    }

    /// Waits until the provider, whose clock is not the machine's, has called back so often and got a status.
    fileprivate func waitForCallbacks(_ count: Int, status: Int) async throws {
        _ = try await eventually("the provider's callback") {
            let calls = atelier.logs.lines.count { line in
                line.contains(#""event":"request_completed""#) && line.contains("/kie/callback")
                    && line.contains(#""status":\#(status)"#)
            }
            return calls >= count ? true : nil
        }
    }

    /// Calls back as the provider does, saying that a task has succeeded.
    fileprivate func callBack(
        for task: String,
        key: Secret<String>? = nil,
        body: String? = nil
    ) async throws -> HTTPClient.Response {
        let timestamp = "\(atelier.clock.now.microseconds / 1_000_000)"
        let code = HMAC<SHA256>.authenticationCode(
            for: Data("\(task).\(timestamp)".utf8),
            using: SymmetricKey(data: Data((key ?? provider.key).reveal().utf8))
        )
        let standard = #"{"code":200,"msg":"success","data":{"taskId":"\#(task)","state":"success"}}"#
        var request = HTTPClient.Request(.post, "/kie/callback", body: ByteBuffer(string: body ?? standard))
        request.headers["X-Webhook-Timestamp"] = timestamp
        request.headers["X-Webhook-Signature"] = Data(code).base64EncodedString()
        return try await atelier.client.send(request)
    }
}
