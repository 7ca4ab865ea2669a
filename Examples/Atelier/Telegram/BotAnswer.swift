import Martlet

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
