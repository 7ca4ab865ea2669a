import HTTPTypes
import Martlet

/// An answer of the Bot API: a result, or an error with its code.
struct BotResult: ResponseConvertible {
    private let code: Int
    private let json: RawJSON

    /// The method was carried out.
    static func success(_ result: some FieldValue, _ description: String? = nil) -> BotResult {
        BotResult(
            code: 200,
            json: .object { object in
                object.field("ok", true)
                object.field("result", result)
                object.field("description", description)
            }
        )
    }

    /// The method was refused.
    static func refused(_ refusal: BotRefusal) -> BotResult {
        BotResult(
            code: refusal.code,
            json: .object { object in
                object.field("ok", false)
                object.field("error_code", refusal.code)
                object.field("description", refusal.description)
                if let retryAfter = refusal.retryAfter {
                    object.field("parameters", RawJSON.object { $0.field("retry_after", retryAfter) })
                }
            }
        )
    }

    func response() throws -> Response {
        Response(HTTPResponse.Status(code: code), contentType: "application/json", body: try JSON.encode(json))
    }
}
