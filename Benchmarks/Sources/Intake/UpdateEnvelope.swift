import Martlet

/// What the intake looks at: the id of an update and its chat.
struct UpdateEnvelope: Payload {
    static let fieldPolicy = FieldPolicy.ignoringUnknown

    let id: Int64
    let message: Message

    init(reading fields: inout some FieldReader) {
        id = fields.required("update_id")
        message = fields.required("message")
    }

    func write(to object: inout ObjectWriter) {
        object.field("update_id", id)
        object.field("message", message)
    }

    /// A message, as far as its chat.
    struct Message: Payload {
        static let fieldPolicy = FieldPolicy.ignoringUnknown

        let chat: Chat

        init(reading fields: inout some FieldReader) {
            chat = fields.required("chat")
        }

        func write(to object: inout ObjectWriter) {
            object.field("chat", chat)
        }
    }

    /// A chat, as far as its id.
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
}
