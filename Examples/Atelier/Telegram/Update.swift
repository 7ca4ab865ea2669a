import Martlet

/// An update of the Bot API, as far as the bot understands it; what else Telegram sends is ignored.
struct Update: Payload {
    static let fieldPolicy = FieldPolicy.ignoringUnknown

    let id: Int64
    let message: Message?
    let press: CallbackQuery?

    init(reading fields: inout some FieldReader) {
        id = fields.required("update_id")
        message = fields.optional("message")
        press = fields.optional("callback_query")
    }

    func write(to object: inout ObjectWriter) {
        object.field("update_id", id)
        object.field("message", message)
        object.field("callback_query", press)
    }
}

/// A message in a chat; of a button's message that is too old only the id and the chat are known.
struct Message: Payload {
    static let fieldPolicy = FieldPolicy.ignoringUnknown

    let id: Int64
    let chat: Chat
    let sender: User?

    /// What was written; nil for a photo, a sticker and everything else.
    let text: String?

    /// Whether a person has sent something that is no text.
    let isMedia: Bool

    init(reading fields: inout some FieldReader) {
        id = fields.required("message_id")
        sender = fields.optional("from")
        chat = fields.required("chat")
        text = fields.optional("text")
        let media: [RawJSON?] = [
            fields.optional("photo"), fields.optional("sticker"), fields.optional("voice"), fields.optional("video"),
            fields.optional("document"), fields.optional("audio"), fields.optional("video_note"),
            fields.optional("animation"), fields.optional("location"), fields.optional("contact"),
        ]
        isMedia = media.contains { $0 != nil }
    }

    func write(to object: inout ObjectWriter) {
        object.field("message_id", id)
        object.field("from", sender)
        object.field("chat", chat)
        object.field("text", text)
    }
}

/// The press of a button.
struct CallbackQuery: Payload {
    static let fieldPolicy = FieldPolicy.ignoringUnknown

    /// What the press is answered by.
    let id: String

    /// Who pressed.
    let sender: User

    /// The message with the button; nil for one that was sent by way of another bot.
    let message: Message?

    /// What the button carries, or whatever a forger wrote; nil for buttons of other kinds.
    let data: String?

    init(reading fields: inout some FieldReader) {
        id = fields.required("id")
        sender = fields.required("from")
        message = fields.optional("message")
        data = fields.optional("data")
    }

    func write(to object: inout ObjectWriter) {
        object.field("id", id)
        object.field("from", sender)
        object.field("message", message)
        object.field("data", data)
    }
}

/// A chat.
struct Chat: Payload {
    static let fieldPolicy = FieldPolicy.ignoringUnknown

    let id: Int64

    /// Telegram's word: `private`, `group`, `supergroup` or `channel`.
    private let kind: String

    /// Whether nobody but one person and the bot reads it.
    var isPrivate: Bool { kind == "private" }

    init(reading fields: inout some FieldReader) {
        id = fields.required("id")
        kind = fields.optional("type", default: "private")
    }

    func write(to object: inout ObjectWriter) {
        object.field("id", id)
        object.field("type", kind)
    }
}

/// A person or a bot.
struct User: Payload {
    static let fieldPolicy = FieldPolicy.ignoringUnknown

    let id: Int64
    let isBot: Bool
    let firstName: String
    let username: String?
    let languageCode: String?

    init(reading fields: inout some FieldReader) {
        id = fields.required("id")
        isBot = fields.optional("is_bot", default: false)
        firstName = fields.optional("first_name", default: "")
        username = fields.optional("username")
        languageCode = fields.optional("language_code")
    }

    func write(to object: inout ObjectWriter) {
        object.field("id", id)
        object.field("is_bot", isBot)
        object.field("first_name", firstName)
        object.field("username", username)
        object.field("language_code", languageCode)
    }
}
