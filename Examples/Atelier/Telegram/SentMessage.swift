import Martlet

/// A message of the bot as Telegram took it.
struct SentMessage: Payload {
    static let fieldPolicy = FieldPolicy.ignoringUnknown

    /// What it is edited by.
    let id: Int64

    private let photo: [SentFile]?
    private let document: SentFile?

    /// What sends its picture again without the bytes; the largest one, where Telegram made several.
    var fileID: String? { photo?.last?.id ?? document?.id }

    init(reading fields: inout some FieldReader) {
        id = fields.required("message_id")
        photo = fields.optional("photo")
        document = fields.optional("document")
    }

    func write(to object: inout ObjectWriter) {
        object.field("message_id", id)
        object.field("photo", photo)
        object.field("document", document)
    }
}

/// A file at Telegram.
private struct SentFile: Payload {
    static let fieldPolicy = FieldPolicy.ignoringUnknown

    let id: String

    init(reading fields: inout some FieldReader) {
        id = fields.required("file_id")
    }

    func write(to object: inout ObjectWriter) {
        object.field("file_id", id)
    }
}
