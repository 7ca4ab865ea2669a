import HTTPTypes
import MartletContext
import NIOCore
import Testing

@testable import MartletHTTP

@Suite struct ResponseEncoderUnitTests {
    private func head(_ response: Response) throws -> String {
        let id = try #require(CorrelationID("the-id"))
        let now = Instant(microseconds: 0)
        let part = ResponseEncoder().encode(response, correlation: id, now: now, closes: false)
        return String(buffer: part.bytes)
    }

    @Test func `a line break in a media type does not begin another header`() throws {
        let head = try head(Response(contentType: "text/plain\r\nset-cookie: a=b"))
        #expect(head.contains("content-type: text/plain"))
        #expect(!head.contains("\nset-cookie"))
    }

    @Test func `a handler cannot send the server's own headers a second time`() throws {
        let fields: HTTPFields = [.contentType: "text/html", .contentLength: "7", .date: "now", .allow: "GET"]
        let head = try head(Response(headers: fields, contentType: "text/plain"))
        #expect(head.contains("content-type: text/plain\r\n") && head.contains("allow: GET\r\n"))
        #expect(!head.contains("text/html") && !head.contains(": 7\r\n") && !head.contains("now"))
    }
}
