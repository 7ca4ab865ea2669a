import Martlet

/// An update as Telegram sends it: a text message of a person in a private chat.
struct StandInUpdate: Payload {
    let id: Int64
    let chat: Int64
    let text: String
    let date: Int64

    init(id: Int64, chat: Int64, text: String) {
        self.id = id
        self.chat = chat
        self.text = text
        date = Context.current.clock.now.microseconds / 1_000_000
    }

    init(reading fields: inout some FieldReader) {
        id = fields.required("update_id")
        let message: StandInMessage = fields.required("message")
        chat = message.chat
        text = message.text
        date = message.date
    }

    func write(to object: inout ObjectWriter) {
        object.field("update_id", id)
        object.field("message", StandInMessage(id: id, chat: chat, text: text, date: date, isFromBot: false))
    }
}

/// A message as Telegram sends it.
struct StandInMessage: Payload {
    static let fieldPolicy = FieldPolicy.ignoringUnknown

    let id: Int64
    let chat: Int64
    let text: String
    let date: Int64
    let isFromBot: Bool

    init(id: Int64, chat: Int64, text: String, date: Int64, isFromBot: Bool) {
        self.id = id
        self.chat = chat
        self.text = text
        self.date = date
        self.isFromBot = isFromBot
    }

    /// The message that the bot's call made.
    init(sending message: BotMessage) {
        let now = Context.current.clock.now.microseconds
        self.init(id: now, chat: message.chat, text: message.text, date: now / 1_000_000, isFromBot: true)
    }

    init(reading fields: inout some FieldReader) {
        id = fields.required("message_id")
        let sender: StandInParty = fields.required("from")
        isFromBot = sender.isBot
        chat = (fields.required("chat") as StandInParty).id
        date = fields.required("date")
        text = fields.required("text")
    }

    func write(to object: inout ObjectWriter) {
        object.field("message_id", id)
        object.field("from", isFromBot ? StandInParty.bot : StandInParty.person(chat))
        object.field("chat", StandInParty.chat(chat))
        object.field("date", date)
        object.field("text", text)
    }
}

/// A person, a bot or a private chat.
struct StandInParty: Payload {
    static let fieldPolicy = FieldPolicy.ignoringUnknown

    let id: Int64
    let isBot: Bool
    private let name: String
    private let type: String?

    static let bot = StandInParty(id: 1, isBot: true, name: "Atelier", type: nil)

    static func person(_ id: Int64) -> StandInParty {
        StandInParty(id: id, isBot: false, name: "Ada", type: nil)
    }

    static func chat(_ id: Int64) -> StandInParty {
        StandInParty(id: id, isBot: false, name: "Ada", type: "private")
    }

    private init(id: Int64, isBot: Bool, name: String, type: String?) {
        self.id = id
        self.isBot = isBot
        self.name = name
        self.type = type
    }

    init(reading fields: inout some FieldReader) {
        id = fields.required("id")
        isBot = fields.optional("is_bot", default: false)
        name = fields.optional("first_name", default: "")
        type = fields.optional("type")
    }

    func write(to object: inout ObjectWriter) {
        object.field("id", id)
        if type == nil { object.field("is_bot", isBot) }
        object.field("first_name", name)
        object.field("type", type)
    }
}
