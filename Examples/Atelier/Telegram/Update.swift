import Martlet

/// An update of the Bot API, as far as the bot understands it; what else Telegram sends is ignored.
struct Update: Payload {
    static let fieldPolicy = FieldPolicy.ignoringUnknown

    let id: Int64
    let message: Message?

    init(reading fields: inout some FieldReader) {
        id = fields.required("update_id")
        message = fields.optional("message")
    }

    func write(to object: inout ObjectWriter) {
        object.field("update_id", id)
        object.field("message", message)
    }
}

/// A message in a chat.
struct Message: Payload {
    static let fieldPolicy = FieldPolicy.ignoringUnknown

    let chat: Chat
    let sender: User?
    let text: String?

    init(reading fields: inout some FieldReader) {
        sender = fields.optional("from")
        chat = fields.required("chat")
        text = fields.optional("text")
    }

    func write(to object: inout ObjectWriter) {
        object.field("from", sender)
        object.field("chat", chat)
        object.field("text", text)
    }
}

/// A chat.
struct Chat: Payload {
    static let fieldPolicy = FieldPolicy.ignoringUnknown

    let id: Int64

    init(reading fields: inout some FieldReader) {
        id = fields.required("id")
    }

    func write(to object: inout ObjectWriter) {
        object.field("id", id)
    }
}

/// A person or a bot.
struct User: Payload {
    static let fieldPolicy = FieldPolicy.ignoringUnknown

    let id: Int64
    let firstName: String
    let username: String?
    let languageCode: String?

    init(reading fields: inout some FieldReader) {
        id = fields.required("id")
        firstName = fields.optional("first_name", default: "")
        username = fields.optional("username")
        languageCode = fields.optional("language_code")
    }

    func write(to object: inout ObjectWriter) {
        object.field("id", id)
        object.field("first_name", firstName)
        object.field("username", username)
        object.field("language_code", languageCode)
    }
}
