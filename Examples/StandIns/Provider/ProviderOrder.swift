import Martlet

/// The body of `createTask`.
struct ProviderOrder: Payload {
    static let fieldPolicy = FieldPolicy.ignoringUnknown

    let model: String
    let input: ProviderInput
    let callback: String?

    init(reading fields: inout some FieldReader) {
        model = fields.required("model", .length(1...100))
        input = fields.required("input")
        callback = fields.optional("callBackUrl", .length(1...2048))
    }

    func write(to object: inout ObjectWriter) {
        object.field("model", model)
        object.field("input", input)
        object.field("callBackUrl", callback)
    }

    /// The order as it is repeated in the record.
    var text: String {
        RawJSON.object { write(to: &$0) }.description
    }
}

/// What an image model asks for.
struct ProviderInput: Payload {
    static let fieldPolicy = FieldPolicy.ignoringUnknown

    let prompt: String
    let aspectRatio: String

    init(reading fields: inout some FieldReader) {
        prompt = fields.required("prompt", .length(1...20_000))
        aspectRatio = fields.optional("aspect_ratio", .length(1...10), default: "1:1")
    }

    func write(to object: inout ObjectWriter) {
        object.field("prompt", prompt)
        object.field("aspect_ratio", aspectRatio)
    }
}
