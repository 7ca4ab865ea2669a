public import MartletPayload
public import NIOCore
internal import NIOHTTP1

extension HTTPClient {
    /// What came back.
    public struct Response: Sendable, CustomStringConvertible {
        /// The status code.
        public let status: Int

        /// The whole body.
        public let body: ByteBuffer

        private let headers: HTTPHeaders

        /// Creates an answer, for example for a test double.
        public init(status: Int, headers: [String: String] = [:], body: ByteBuffer = ByteBuffer()) {
            self.init(status: status, wire: HTTPHeaders(headers.map { ($0.key, $0.value) }), body: body)
        }

        init(status: Int, wire headers: HTTPHeaders, body: ByteBuffer) {
            self.status = status
            self.headers = headers
            self.body = body
        }

        /// Returns the values of a header, in order; names ignore case.
        public func headers(_ name: String) -> [String] {
            headers[name]
        }

        /// Returns the first value of a header; names ignore case.
        public func header(_ name: String) -> String? {
            headers.first(name: name)
        }

        /// Whether the status is one of success, 200 to 299.
        public var isSuccess: Bool {
            (200..<300).contains(status)
        }

        /// The pause that the other side asks for in `Retry-After`, as seconds or as a date.
        public var retryAfter: Duration? {
            header("retry-after").flatMap(RetryAfter.pause(from:))
        }

        /// Decodes the JSON of the body.
        public func decode<Value: FieldValue>(_ type: Value.Type = Value.self) throws(PayloadError) -> Value {
            try JSON.decode(Value.self, from: body)
        }

        /// The status and the size of the body, without its content.
        public var description: String {
            "\(status), \(body.readableBytes) bytes"
        }
    }
}
