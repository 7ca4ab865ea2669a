import Martlet

/// A refusal of the Bot API.
struct TelegramError: RetryClassified, CustomStringConvertible {
    /// The method that was refused.
    let method: String

    /// The API's `error_code`.
    let code: Int

    /// The API's own words.
    let reason: String

    /// How long the API asks to wait.
    let retryAfter: Duration?

    /// Whether somebody else has answered, such as a gateway in between: then nobody knows whether the call was carried out.
    var isUnclear = false

    var description: String {
        let refusal = "Telegram refused \(method) with \(code): \(reason)"
        return remedy.map { "\(refusal); \($0)" } ?? refusal
    }

    /// What the operator has to do, where nothing else helps.
    var remedy: String? {
        switch code {
        case 401, 404: "check TELEGRAM_TOKEN"
        case 409: "stop the other process that polls this bot or registers a webhook for it"
        default: nil
        }
    }

    /// Tells whether the same call can never succeed, as to a chat that is gone or that blocked the bot.
    ///
    /// A wrong token (401, 404) is the operator's to mend, so the call is worth repeating.
    var isPermanent: Bool { code == 400 || code == 403 }

    /// Tells whether there were too many calls: then nothing was sent.
    var isLimit: Bool { code == 429 }

    /// The pause to make, where the API asks for one: never none, which would be asking again and again.
    var pause: Duration? { retryAfter.map { max($0, .seconds(1)) } }

    /// Tells whether the same thing may be taken in another form.
    var isAboutFile: Bool { code == 400 || code == 413 }

    var retryVerdict: RetryVerdict {
        if let retryAfter { .transientAfter(retryAfter) } else { isPermanent ? .permanent : .transient }
    }
}
