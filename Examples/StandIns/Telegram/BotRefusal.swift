/// How the Bot API refuses a call.
public struct BotRefusal: Sendable, Hashable {
    let code: Int
    let description: String
    let retryAfter: Int?

    /// Creates a refusal from the API's code and words, and the seconds it asks to wait.
    public init(_ code: Int, _ description: String, retryAfter: Int? = nil) {
        self.code = code
        self.description = description
        self.retryAfter = retryAfter
    }

    static func badRequest(_ reason: String) -> BotRefusal {
        BotRefusal(400, "Bad Request: \(reason)")
    }
}
