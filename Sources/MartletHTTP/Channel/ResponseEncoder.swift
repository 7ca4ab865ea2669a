import HTTPTypes
import MartletContext
import NIOCore

/// Writes an answer's head, and the body behind it, into one buffer.
struct ResponseEncoder: Sendable {
    /// Bodies up to this size are copied behind their head, which is cheaper than a second write.
    private static let largestCopiedBody = 16 << 10

    private let date = HTTPDate()

    /// Returns the bytes of an answer.
    func encode(
        _ response: Response,
        correlation: CorrelationID,
        now: Instant,
        isHead: Bool = false,
        closes: Bool
    ) -> OutboundPart {
        let length = response.body.readableBytes
        let copies = length <= Self.largestCopiedBody && !isHead
        var buffer = ByteBufferAllocator().buffer(capacity: 256 + (copies ? length : 0))
        writeStatusLine(response.status, into: &buffer)
        if let type = response.contentType {
            // A field of its own takes what could begin another header out of the value.
            write("content-type: ", HTTPField(name: .contentType, value: type).value, into: &buffer)
        }
        if Self.hasLength(response.status) { write("content-length: ", String(length), into: &buffer) }
        write("date: ", date.text(at: now), into: &buffer)
        write("x-correlation-id: ", correlation.description, into: &buffer)
        if closes { buffer.writeStaticString("connection: close\r\n") }
        for field in response.headers where !Self.isOwn(field.name) {
            buffer.writeString(field.name.canonicalName)
            write(": ", field.value, into: &buffer)
        }
        buffer.writeStaticString("\r\n")
        guard !isHead, Self.hasLength(response.status) else { return OutboundPart(bytes: buffer, closes: closes) }
        guard copies else { return OutboundPart(bytes: buffer, body: response.body, closes: closes) }
        var body = response.body
        buffer.writeBuffer(&body)
        return OutboundPart(bytes: buffer, closes: closes)
    }

    /// The interim answer that asks the client for the body it holds back.
    static let goOn = OutboundPart(bytes: ByteBuffer(string: "HTTP/1.1 100 Continue\r\n\r\n"), isFinal: false)

    private func writeStatusLine(_ status: HTTPResponse.Status, into buffer: inout ByteBuffer) {
        if status == .ok { return _ = buffer.writeStaticString("HTTP/1.1 200 OK\r\n") }
        buffer.writeStaticString("HTTP/1.1 ")
        buffer.writeString(String(status.code))
        buffer.writeStaticString(" ")
        buffer.writeString(status.reasonPhrase)
        buffer.writeStaticString("\r\n")
    }

    private func write(_ name: StaticString, _ value: String, into buffer: inout ByteBuffer) {
        buffer.writeStaticString(name)
        buffer.writeString(value)
        buffer.writeStaticString("\r\n")
    }

    /// 1xx, 204 and 304 have no body and no length.
    private static func hasLength(_ status: HTTPResponse.Status) -> Bool {
        status.code >= 200 && status.code != 204 && status.code != 304
    }

    /// Headers that the encoder writes itself; a handler cannot contradict them.
    private static func isOwn(_ name: HTTPField.Name) -> Bool {
        switch name {
        case .contentType, .contentLength, .transferEncoding, .connection, .date, .correlationID: true
        default: false
        }
    }
}
