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

    /// Whether Telegram tells of something that was done in the chat, instead of handing on what a person sent.
    let isNotice: Bool

    init(reading fields: inout some FieldReader) {
        id = fields.required("message_id")
        sender = fields.optional("from")
        chat = fields.required("chat")
        text = fields.optional("text")
        // What can be done in a chat of two. There are more and more kinds of what can be sent there.
        let notices: [RawJSON?] = [
            fields.optional("pinned_message"), fields.optional("message_auto_delete_timer_changed"),
            fields.optional("chat_background_set"), fields.optional("write_access_allowed"),
            fields.optional("connected_website"), fields.optional("successful_payment"),
            fields.optional("refunded_payment"), fields.optional("users_shared"), fields.optional("chat_shared"),
            fields.optional("passport_data"), fields.optional("web_app_data"), fields.optional("gift"),
            fields.optional("unique_gift"), fields.optional("new_chat_photo"), fields.optional("new_chat_title"),
        ]
        isNotice = notices.contains { $0 != nil }
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
