import Martlet

/// A message to send.
struct SendMessagePayload: Payload {
    let chat: Int64
    let text: String

    init(chat: Int64, text: String) {
        self.chat = chat
        self.text = text
    }

    init(reading fields: inout some FieldReader) {
        chat = fields.required("chat_id")
        text = fields.required("text", .length(1...4096))
    }

    func write(to object: inout ObjectWriter) {
        object.field("chat_id", chat)
        object.field("text", text)
    }
}

/// What `getUpdates` is asked: so many updates from an id on, waiting for some seconds while there are none.
struct GetUpdatesPayload: Payload {
    let offset: Int64?
    let limit: Int
    let timeout: Int

    init(offset: Int64?, limit: Int, timeout: Int) {
        self.offset = offset
        self.limit = limit
        self.timeout = timeout
    }

    init(reading fields: inout some FieldReader) {
        offset = fields.optional("offset")
        limit = fields.optional("limit", default: 100)
        timeout = fields.optional("timeout", default: 0)
    }

    func write(to object: inout ObjectWriter) {
        object.field("offset", offset)
        object.field("limit", limit)
        object.field("timeout", timeout)
    }
}

/// A webhook to register.
struct SetWebhookPayload: Payload {
    let url: String
    let secret: String

    init(url: String, secret: Secret<String>) {
        self.url = url
        self.secret = secret.reveal()
    }

    init(reading fields: inout some FieldReader) {
        url = fields.required("url")
        secret = fields.required("secret_token")
    }

    func write(to object: inout ObjectWriter) {
        object.field("url", url)
        object.field("secret_token", secret)
    }
}

/// The envelope of every answer of the Bot API.
struct BotAnswer<Success: FieldValue>: Payload {
    static var fieldPolicy: FieldPolicy { .ignoringUnknown }

    let isOK: Bool
    let result: Success?
    let errorCode: Int?
    let description: String?
    let parameters: BotAnswerParameters?

    init(reading fields: inout some FieldReader) {
        isOK = fields.required("ok")
        result = fields.optional("result")
        errorCode = fields.optional("error_code")
        description = fields.optional("description")
        parameters = fields.optional("parameters")
    }

    func write(to object: inout ObjectWriter) {
        object.field("ok", isOK)
        object.field("result", result)
        object.field("error_code", errorCode)
        object.field("description", description)
        object.field("parameters", parameters)
    }
}

/// What helps a client to deal with a refusal.
struct BotAnswerParameters: Payload {
    static let fieldPolicy = FieldPolicy.ignoringUnknown

    let retryAfter: Int?

    init(reading fields: inout some FieldReader) {
        retryAfter = fields.optional("retry_after")
    }

    func write(to object: inout ObjectWriter) {
        object.field("retry_after", retryAfter)
    }
}
