@testable import Atelier
import Martlet
import MartletTesting
import NIOCore
import NIOHTTP1
import StandIns
import Testing

/// The provider's client against the stand-in, over real HTTP.
@Suite(.timeLimit(.minutes(10)))
struct ProviderAPIIntegrationTests {
    @Test func `a picture is ordered, awaited and told of`() async throws {
        try await ProviderDouble.with { provider in
            let before = provider.standIn.credits
            let task = try await provider.order("a red bird")
            var states: [TaskRecord.State?] = [try await provider.api.record(of: task).state]
            for _ in 1...5 {
                provider.clock.advance(by: .seconds(1))
                states.append(try await provider.api.record(of: task).state)
            }
            #expect(states == [.waiting, .queuing, .generating, .generating, .generating, .success])
            let record = try await provider.api.record(of: task)
            #expect(record.resultURLs.count == 1 && record.resultURLs[0].hasSuffix("\(task).png"))
            #expect(provider.standIn.credits < before)
        }
    }

    @Test func `a task that fails says so and has no picture`() async throws {
        try await ProviderDouble.with { provider in
            provider.standIn.spoilNextTasks(.fails(code: "501", message: "too dark"))
            let task = try await provider.order()
            provider.clock.advance(by: ProviderDouble.end)
            let record = try await provider.api.record(of: task)
            #expect(record.state == .fail && record.resultURLs.isEmpty)
        }
    }

    @Test(arguments: [401, 402, 404, 422, 429, 455, 500, 501, 505, 599])
    func `an error code inside of HTTP 200 is a typed error, in every call`(code: Int) async throws {
        try await ProviderDouble.with { provider in
            let task = try await provider.order()
            let answer = ProviderAnswerFault.code(code)
            provider.standIn.spoilNextAnswers(answer, answer)
            let creation = await #expect(throws: ProviderError.self) { try await provider.order() }
            let record = await #expect(throws: ProviderError.self) { try await provider.api.record(of: task) }
            for error in [creation, record] { #expect(error?.code.rawValue == code) }
            #expect([creation, record].map { $0?.call } == ["createTask", "recordInfo"])
            #expect(provider.standIn.taskCount == 1)
        }
    }

    @Test func `a wrong key is unauthorized, an unknown task not found, a wrong order invalid`() async throws {
        try await ProviderDouble.with(key: Secret("wrong")) { provider in
            let error = await #expect(throws: ProviderError.self) { try await provider.order() }
            #expect(error?.code == .unauthorized)
        }
        try await ProviderDouble.with { provider in
            let unknown = try #require(TaskID(text: "unknown"))
            let missing = await #expect(throws: ProviderError.self) { try await provider.api.record(of: unknown) }
            #expect(missing?.code == .notFound)
            let wrong = await #expect(throws: ProviderError.self) { try await provider.order("") }
            #expect(wrong?.code == .invalid)
        }
    }

    @Test func `without credits nothing is made`() async throws {
        try await ProviderDouble.with(ProviderStandIn(credits: 0)) { provider in
            let error = await #expect(throws: ProviderError.self) { try await provider.order() }
            #expect(error?.code == .noCredits)
        }
    }

    @Test func `too many creations are limited, and are free again after ten seconds`() async throws {
        try await ProviderDouble.with { provider in
            for _ in 1...20 { _ = try await provider.order() }
            let error = await #expect(throws: ProviderError.self) { try await provider.order() }
            #expect(error?.code == .limited)
            #expect(error?.retryVerdict == .transientAfter(.seconds(10)))
            provider.clock.advance(by: .seconds(10))
            _ = try await provider.order()
        }
    }

    @Test(arguments: [ProviderAnswerFault.garbage, .status(502), .status(504), .status(404), .status(200)])
    func `an answer that is none of the provider's is unreadable and worth repeating`(
        fault: ProviderAnswerFault
    ) async throws {
        try await ProviderDouble.with { provider in
            provider.standIn.spoilNextAnswers(fault)
            let error = await #expect(throws: ProviderError.self) { try await provider.order() }
            #expect(error?.code == .unreadable)
            #expect(error?.retryVerdict == .transient)
        }
    }

    @Test func `no answer is a timeout, and the order is sent once`() async throws {
        try await ProviderDouble.with { provider in
            provider.standIn.spoilNextAnswers(.silence)
            async let order = Self.outcome { try await provider.order() }
            try await provider.clock.waitForSleeper(of: .seconds(3600))
            provider.clock.advance(by: .seconds(30))
            #expect(await (order as? HTTPClientError)?.code == .timeout)
            #expect(provider.standIn.taskCount == 0)
        }
    }

    @Test func `a provider that cannot be reached is a transient failure`() async throws {
        let api = try ProviderAPI(
            ProviderSettings(key: Secret("key"), apiURL: "http://127.0.0.1:\(try await FreePort.find())")
        )
        let payload = NewTaskPayload(model: "z-image", prompt: "a cat", aspectRatio: "1:1", callbackURL: nil)
        let error = await #expect(throws: HTTPClientError.self) { try await api.createTask(payload) }
        #expect(error?.retryVerdict == .transient)
        await api.drain(until: .after(.seconds(1)))
    }

    @Test(arguments: [
        #"{"code":200,"data":{"state":"success","resultJson":""}}"#,
        #"{"code":200,"data":{"state":"success","resultJson":"{\"resultUrls\":[]}"}}"#,
        #"{"code":200,"data":{"state":"success","resultJson":"{"}}"#,
        #"{"code":200,"data":{"state":"success"}}"#, #"{"code":200,"data":null}"#, #"{"code":200}"#,
        #"{"code":200,"data":[]}"#,
    ])
    func `a success without pictures is unreadable, not a success`(body: String) async throws {
        let error = try await failure(of: body)
        #expect(error?.code == .unreadable)
    }

    @Test func `a record with more fields, other types of code and an unknown state is understood`() async throws {
        let body = #"{"code":200,"data":{"state":"thinking","failCode":500,"failMsg":null,"cost":[1]},"x":{}}"#
        try await ScriptedServer.run({ _, _ in .http(200, body: body) }) { _, url in
            let api = try ProviderAPI(ProviderSettings(key: Secret("key"), apiURL: url))
            let record = try await api.record(of: #require(TaskID(text: "task")))
            #expect(record.state == nil && record.resultURLs.isEmpty)
            await api.drain(until: .after(.seconds(1)))
        }
    }

    @Test func `the key goes into the header, and the order onto the wire as the documents say`() async throws {
        let script: ScriptedServer.Script = { _, _ in .http(200, body: #"{"code":200,"data":{"taskId":"t1"}}"#) }
        try await ScriptedServer.run(script) { server, url in
            let api = try ProviderAPI(ProviderSettings(key: Secret("the-key"), apiURL: url))
            let payload = NewTaskPayload(
                model: "z-image",
                prompt: "a cat",
                aspectRatio: "16:9",
                callbackURL: "https://a.example/kie/callback"
            )
            #expect(try await api.createTask(payload).text == "t1")
            let received = try #require(server.received.first)
            #expect(received.target == "/api/v1/jobs/createTask")
            #expect(received.headers.first(name: "authorization") == "Bearer the-key")
            #expect(!received.headers.contains(name: "x-correlation-id"))
            let input = #""input":{"prompt":"a cat","aspect_ratio":"16:9"}"#
            #expect(received.body == #"{"model":"z-image",\#(input),"callBackUrl":"https://a.example/kie/callback"}"#)
            await api.drain(until: .after(.seconds(1)))
        }
    }

    /// The error of a call; nil for a success.
    private static func outcome(_ call: () async throws -> TaskID) async -> (any Error)? {
        do {
            _ = try await call()
            return nil
        } catch { return error }
    }

    private func failure(of body: String) async throws -> ProviderError? {
        try await ScriptedServer.run({ _, _ in .http(200, body: body) }) { _, url in
            let api = try ProviderAPI(ProviderSettings(key: Secret("key"), apiURL: url))
            let task = try #require(TaskID(text: "task"))
            let error = await #expect(throws: ProviderError.self) { try await api.record(of: task) }
            await api.drain(until: .after(.seconds(1)))
            return error
        }
    }
}
