import MartletContext
import MartletHTTPClient
import MartletPayload
import MartletTesting
import NIOCore
import Testing

@Suite struct HTTPClientResponseUnitTests {
    @Test func `an answer made for a test reads as one from the wire`() throws {
        let headers = ["Content-Type": "application/json"]
        let answer = HTTPClient.Response(status: 201, headers: headers, body: ByteBuffer(string: #"{"name":"Ada"}"#))
        #expect(answer.isSuccess)
        #expect(answer.header("content-type") == "application/json")
        #expect(answer.headers("content-type") == ["application/json"])
        #expect(answer.header("etag") == nil)
        #expect(try answer.decode(Person.self) == Person(name: "Ada"))
        #expect(answer.description == "201, 14 bytes")
    }

    @Test(arguments: [
        ("120", Duration.seconds(120)), ("0", .zero), ("-1", nil), ("soon", nil), ("", nil), ("1.5", nil),
        ("Thu, 01 Jan 2026 00:02:00 GMT", .seconds(120)), ("Wed, 31 Dec 2025 23:59:59 GMT", .zero),
        ("Thu, 31 Dec 2026 00:00:00 GMT", .seconds(364 * 86_400)), ("Thu, 01 Jan 2026 00:02:00 CET", nil),
        ("Thu, 32 Jan 2026 00:02:00 GMT", nil), ("Thu, 01 Foo 2026 00:02:00 GMT", nil),
    ])
    func `F-45 the pause that a server asks for is read from seconds or a date`(text: String, pause: Duration?) {
        let answer = HTTPClient.Response(status: 503, headers: ["Retry-After": text])
        Context(clock: TestClock()).run {
            #expect(answer.retryAfter == pause)
        }
    }

    @Test(arguments: [
        (HTTPClient.Method.get, true), (.head, true), (.put, true), (.delete, true), (.post, false), (.patch, false),
    ])
    func `F-45 only idempotent methods may run twice unless the call says more`(method: HTTPClient.Method, may: Bool) {
        #expect(HTTPClient.Request(method, "/").isIdempotent == may)
        #expect(HTTPClient.Request(method, "/", isIdempotent: !may).isIdempotent == !may)
    }
}
