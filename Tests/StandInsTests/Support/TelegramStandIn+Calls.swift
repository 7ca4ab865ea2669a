import Martlet
import NIOCore
@testable import StandIns
import Synchronization

/// What tests of the stand-in for Telegram read of a message.
struct ReadMessage: Payload, Equatable {
    static let fieldPolicy = FieldPolicy.ignoringUnknown

    let id: Int64
    let text: String?
    let caption: String?
    let editDate: Int64?
    let photo: [ReadFile]
    let document: ReadFile?
    let markup: RawJSON?
    let entities: [ReadEntity]

    init(reading fields: inout some FieldReader) {
        id = fields.required("message_id")
        text = fields.optional("text")
        caption = fields.optional("caption")
        editDate = fields.optional("edit_date")
        photo = fields.optional("photo", default: [])
        document = fields.optional("document")
        markup = fields.optional("reply_markup")
        entities = fields.optional("entities", default: [])
    }

    func write(to object: inout ObjectWriter) { object.field("message_id", id) }
}

/// A part of a text that is marked.
struct ReadEntity: Payload, Equatable {
    static let fieldPolicy = FieldPolicy.ignoringUnknown

    let type: String
    let offset: Int
    let length: Int
    let url: String?

    init(_ type: String, _ offset: Int, _ length: Int, url: String? = nil) {
        (self.type, self.offset, self.length, self.url) = (type, offset, length, url)
    }

    init(reading fields: inout some FieldReader) {
        type = fields.required("type")
        offset = fields.required("offset")
        length = fields.required("length")
        url = fields.optional("url")
    }

    func write(to object: inout ObjectWriter) { object.field("type", type) }
}

/// A photo or a document.
struct ReadFile: Payload, Equatable {
    static let fieldPolicy = FieldPolicy.ignoringUnknown

    let id: String
    let width: Int?
    let height: Int?
    let name: String?
    let path: String?

    init(reading fields: inout some FieldReader) {
        id = fields.required("file_id")
        width = fields.optional("width")
        height = fields.optional("height")
        name = fields.optional("file_name")
        path = fields.optional("file_path")
    }

    func write(to object: inout ObjectWriter) { object.field("file_id", id) }
}

/// An answer of the Bot API.
struct ReadBotAnswer: Payload {
    static let fieldPolicy = FieldPolicy.ignoringUnknown

    let isOK: Bool
    let result: RawJSON?
    let code: Int?
    let description: String?
    let parameters: RawJSON?

    init(reading fields: inout some FieldReader) {
        isOK = fields.required("ok")
        result = fields.optional("result")
        code = fields.optional("error_code")
        description = fields.optional("description")
        parameters = fields.optional("parameters")
    }

    func write(to object: inout ObjectWriter) { object.field("ok", isOK) }
}

extension TelegramStandIn {
    /// A stand-in that counts from nothing and shows nothing.
    static func quiet(knowsEverybody: Bool = true) -> TelegramStandIn {
        TelegramStandIn(after: 0, knowsEverybody: knowsEverybody, show: { _ in })
    }

    /// Calls a method as the bot does, and returns its result.
    @discardableResult
    func call<Result: FieldValue>(
        _ name: String,
        _ parameters: [String: String] = [:],
        as type: Result.Type = RawJSON.self
    ) async throws -> Result {
        let body = try JSON.encode(parameters)
        let call = BotCall(
            method: name,
            contentType: nil,
            parameters: try BotParameters(query: nil, contentType: nil, body: body)
        )
        guard let method = BotMethod.named[name.lowercased()] else { throw BotRefusal(404, "Not Found") }
        let answer: ReadBotAnswer = try await JSON.decode(from: method.answer(call, self).response().body)
        guard let result = answer.result else { throw BotRefusal(500, "no result") }
        return try JSON.decode(from: ByteBuffer(bytes: result.bytes))
    }

    /// What a person sees, as JSON.
    func seen(by person: Int64 = 1) -> [ChatEvent.Kind] {
        look { $0.chat(person)?.events.map(\.kind) ?? [] }
    }
}
