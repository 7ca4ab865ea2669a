@testable import Atelier
import Martlet
import MartletTesting
import NIOCore
import Testing

/// Which callbacks are believed to be the provider's.
@Suite struct ProviderCallbackUnitTests {
    private let check = ProviderCallback(key: Secret("key"))

    /// 2026-01-01T00:00:00Z, when the test clock starts.
    private static let now = "1767225600"

    // Worked out with OpenSSL: printf task.1767225600 | openssl dgst -sha256 -hmac key -binary | base64
    private static let signature = "JrBVlSFnS8K1DjwBpYR+rQ7T54TYLHG9NWWyR80MYjc="

    private func task(
        in body: String = #"{"code":200,"data":{"taskId":"task","state":"success"}}"#,
        timestamp: String? = now,
        signature: String? = signature,
        later: Duration = .zero
    ) throws -> TaskID {
        let clock = TestClock()
        clock.set(now: clock.now + later)
        return try Context(clock: clock).run {
            try check.task(in: ByteBuffer(string: body), timestamp: timestamp, signature: signature)
        }
    }

    @Test func `a right signature names the task`() throws {
        #expect(try task().text == "task")
    }

    @Test(arguments: [-300, 300])
    func `a signature is good for five minutes, before and after`(seconds: Int) throws {
        #expect(try task(later: .seconds(seconds)).text == "task")
    }

    @Test(arguments: [-301, 301, 86_400])
    func `an older or younger signature is refused`(seconds: Int) {
        let error = #expect(throws: Problem.self) { try task(later: .seconds(seconds)) }
        #expect(error?.status == 401)
    }

    @Test(
        arguments: [
            (nil, signature), (now, nil), ("1767225601", signature), ("soon", signature), ("", signature), (now, ""),
            (now, "JrBV"), (now, "not base64!"), (now, signature + "AA=="),
            ("9223372036854775807", signature), ("-9223372036854775808", signature),
        ] as [(String?, String?)]
    )
    func `a signature or time that is missing or wrong is refused`(timestamp: String?, signature: String?) {
        let error = #expect(throws: Problem.self) { try task(timestamp: timestamp, signature: signature) }
        #expect(error?.status == 401)
    }

    @Test func `a signature of one task is none of another`() {
        let error = #expect(throws: Problem.self) { try task(in: #"{"data":{"taskId":"other"}}"#) }
        #expect(error?.status == 401)
    }

    @Test func `another key signs nothing`() {
        let other = ProviderCallback(key: Secret("another"))
        let body = ByteBuffer(string: #"{"data":{"taskId":"task"}}"#)
        let error = #expect(throws: Problem.self) {
            try Context(clock: TestClock()).run {
                try other.task(in: body, timestamp: Self.now, signature: Self.signature)
            }
        }
        #expect(error?.status == 401)
    }

    @Test(arguments: ["", "{}", "[]", #"{"data":{}}"#, #"{"data":{"taskId":7}}"#, #"{"data":{"taskId":"a/b"}}"#])
    func `a body without a task is malformed`(body: String) {
        #expect(throws: PayloadError.self) { try task(in: body) }
    }

    @Test(arguments: ["", ".", "..", "a b", "a&b=c", "я", String(repeating: "a", count: 201)])
    func `a task's name that could do harm is none`(text: String) {
        #expect(TaskID(text: text) == nil)
    }
}
