/// A type that crosses the service's edge: declared once, it is decoded, validated, encoded and documented from that.
///
/// ``init(reading:)`` names every field with its rules. It never throws: what is wrong is collected and reported for all
/// fields at once, after the whole input was read, and the value is dropped. Do nothing in it but read fields.
///
/// ```swift
/// struct CardCreatePayload: Payload {
///     var title: String
///     var assignee: String?
///
///     init(reading fields: inout some FieldReader) {
///         title = fields.required("title", .length(1...120), .trimmed, about: "What has to be done.")
///         assignee = fields.optional("assignee", .email)
///     }
///
///     func write(to object: inout ObjectWriter) {
///         object.field("title", title)
///         object.field("assignee", assignee)
///     }
/// }
///
/// let payload = try JSON.decode(CardCreatePayload.self, from: body)
/// ```
public protocol Payload: FieldValue {
    /// What happens with undeclared fields; they are refused by default.
    static var fieldPolicy: FieldPolicy { get }

    /// Reads the fields in the order in which they are usually sent.
    init(reading fields: inout some FieldReader)

    /// Writes the fields.
    func write(to object: inout ObjectWriter)
}

extension Payload {
    /// Refuses undeclared fields.
    public static var fieldPolicy: FieldPolicy { .strict }

    /// What the value is called in a message: "an object".
    public static var expectation: String { "an object" }

    /// The payload of placeholders that stands in where none could be read.
    public static var placeholder: Self {
        var reader = PlaceholderReader()
        return Self(reading: &reader)
    }

    /// Reads an object.
    public static func read(from json: inout JSONReader) -> Self? {
        json.readObject()
    }

    /// Writes an object.
    public func write(to json: inout JSONWriter) {
        json.object(self)
    }
}
