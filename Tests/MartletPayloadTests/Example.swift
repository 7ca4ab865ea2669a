import MartletPayload
import NIOCore

// snippet: MartletPayload
struct CardCreatePayload: Payload {
    let title: String

    init(reading fields: inout some FieldReader) {
        title = fields.required("title", .length(1...200), .trimmed, about: "What the card says.")
    }

    func write(to object: inout ObjectWriter) {
        object.field("title", title)
    }
}
// end

func readExample() throws -> CardCreatePayload {
    try JSON.decode(CardCreatePayload.self, from: ByteBuffer(string: #"{"title":"Ship"}"#))
}
