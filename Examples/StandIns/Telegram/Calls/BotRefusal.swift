/// How the Bot API refuses a call.
public struct BotRefusal: Error, Hashable {
    let code: Int
    let description: String
    let retryAfter: Int?

    /// Creates a refusal from the API's code and words, and the seconds it asks to wait.
    public init(_ code: Int, _ description: String, retryAfter: Int? = nil) {
        self.code = code
        self.description = description
        self.retryAfter = retryAfter
    }

    /// The bot asks too much.
    public static func tooManyRequests(retryAfter seconds: Int) -> BotRefusal {
        BotRefusal(429, "Too Many Requests: retry after \(seconds)", retryAfter: seconds)
    }

    /// The call is at odds with another.
    static func conflict(_ reason: String) -> BotRefusal {
        BotRefusal(409, "Conflict: \(reason)")
    }

    /// The call is wrong.
    public static func badRequest(_ reason: String) -> BotRefusal {
        BotRefusal(400, "Bad Request: \(reason)")
    }
}
