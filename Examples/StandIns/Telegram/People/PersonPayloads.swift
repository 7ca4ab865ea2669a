import Martlet

/// A person who comes.
struct PersonPayload: Payload {
    let person: ChatPerson

    init(reading fields: inout some FieldReader) {
        let id: Int64 = fields.required("id", .range(1...(1 << 52)), in: .path)
        let name: String = fields.required("first_name", .length(1...64))
        let username: String? = fields.optional("username", .length(1...32))
        let language: String = fields.optional("language_code", .length(2...35), default: "en")
        person = ChatPerson(id: id, firstName: name, username: username, languageCode: language)
    }

    func write(to object: inout ObjectWriter) {
        object.field("id", person.id)
        object.field("first_name", person.firstName)
        object.field("username", person.username)
        object.field("language_code", person.languageCode)
    }
}

/// What a person writes.
struct WritePayload: Payload {
    let id: Int64
    let text: String

    init(reading fields: inout some FieldReader) {
        id = fields.required("id", in: .path)
        text = fields.required("text", .length(1...4096))
    }

    func write(to object: inout ObjectWriter) {
        object.field("id", id)
        object.field("text", text)
    }
}

/// What somebody says who has not been introduced.
struct SayPayload: Payload {
    let text: String
    let chat: Int64

    init(reading fields: inout some FieldReader) {
        text = fields.required("text", .length(1...4096))
        chat = fields.optional("chat", .range(1...(1 << 52)), default: 1)
    }

    func write(to object: inout ObjectWriter) {
        object.field("text", text)
        object.field("chat", chat)
    }
}

/// The button that a person presses.
struct PressPayload: Payload {
    let id: Int64
    let message: Int64
    let data: String

    init(reading fields: inout some FieldReader) {
        id = fields.required("id", in: .path)
        message = fields.required("message_id")
        data = fields.required("data", .length(1...64))
    }

    func write(to object: inout ObjectWriter) {
        object.field("id", id)
        object.field("message_id", message)
        object.field("data", data)
    }
}

/// From where on somebody wants to know what happens, and how many seconds to wait for it.
struct EventsPayload: Payload {
    let id: Int64
    let after: Int64
    let wait: Int

    init(reading fields: inout some FieldReader) {
        id = fields.required("id", in: .path)
        after = fields.optional("after", default: 0)
        wait = fields.optional("wait", .range(0...50), default: 0)
    }

    func write(to object: inout ObjectWriter) {
        object.field("id", id)
        object.field("after", after)
        object.field("wait", wait)
    }
}

/// Whose commands somebody wants to see.
struct CommandsPayload: Payload {
    let languageCode: String

    init(reading fields: inout some FieldReader) {
        languageCode = fields.optional("language_code", default: "")
    }

    func write(to object: inout ObjectWriter) {
        object.field("language_code", languageCode)
    }
}
