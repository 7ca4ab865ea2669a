import HTTPTypes
import Martlet
import NIOCore

/// An answer of the provider: nearly always HTTP 200, with the true code inside.
struct ProviderAnswer: ResponseConvertible {
    private let status: Int
    private let contentType: String
    private let body: ByteBuffer

    private init(status: Int = 200, contentType: String = "application/json", body: ByteBuffer) {
        self.status = status
        self.contentType = contentType
        self.body = body
    }

    /// A success; creation calls its words `msg`, the record calls them `message`.
    static func success(_ data: RawJSON, isRecord: Bool = false) -> ProviderAnswer {
        ProviderAnswer(code: 200, words: "success", data: data, isRecord: isRecord)
    }

    static func refused(_ code: Int, _ words: String? = nil, isRecord: Bool = false) -> ProviderAnswer {
        ProviderAnswer(code: code, words: words ?? Self.words(of: code), data: nil, isRecord: isRecord)
    }

    /// What a gateway says when the provider does not.
    static func gateway(_ status: Int) -> ProviderAnswer {
        let page = "<html><body><h1>\(status)</h1><hr>gateway</body></html>"
        return ProviderAnswer(status: status, contentType: "text/html", body: ByteBuffer(string: page))
    }

    static let garbage = ProviderAnswer(body: ByteBuffer(string: #"{"code":200,"data":{"taskId":"#))

    private init(code: Int, words: String, data: RawJSON?, isRecord: Bool) {
        let json = RawJSON.object { object in
            object.field("code", code)
            if isRecord { object.field("message", words) } else { object.field("msg", words) }
            object.nullable("data", data)
        }
        self.init(body: ByteBuffer(bytes: json.bytes))
    }

    func response() -> Response {
        Response(HTTPResponse.Status(code: status), contentType: contentType, body: body)
    }

    private static func words(of code: Int) -> String {
        switch code {
        case 401: "You do not have access permissions"
        case 402: "Credits insufficient"
        case 404: "Not found"
        case 422: "Invalid parameters"
        case 429: "Call frequency is too high"
        case 455: "Service is under maintenance"
        case 501: "Generation failed"
        case 505: "This feature is disabled"
        default: "Server exception, please try again later"
        }
    }
}
