import MartletPayload

/// The payload of a job that works on a delivery.
struct InboxWork: Payload {
    /// The delivery's position in the inbox.
    let position: Int64

    init(reading fields: inout some FieldReader) {
        position = fields.required("delivery")
    }

    func write(to object: inout ObjectWriter) {
        object.field("delivery", position)
    }

    /// The kind of jobs that work on deliveries of a source.
    static func kind(of source: String) -> String {
        "inbox.\(source)"
    }
}
