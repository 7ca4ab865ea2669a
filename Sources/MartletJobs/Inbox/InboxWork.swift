import MartletPayload

/// The payload of a job that works on a delivery.
struct InboxWork: Payload {
    let eventID: String

    init(eventID: String) {
        self.eventID = eventID
    }

    init(reading fields: inout some FieldReader) {
        eventID = fields.required("event_id")
    }

    func write(to object: inout ObjectWriter) {
        object.field("event_id", eventID)
    }

    /// The kind of jobs that work on deliveries of a source.
    static func kind(of source: String) -> String {
        "inbox.\(source)"
    }
}
