/// One thing that is wrong with one field; it never holds the field's value.
public struct FieldIssue: Sendable, Hashable {
    /// Where the field is, for example `items[3].name`; empty for the whole input.
    public let path: String

    /// The stable name of what is wrong, for example `required`, `type`, `unknown` or `length`.
    public let code: String

    /// One sentence for people.
    public let message: String

    /// Creates an issue.
    public init(path: String, code: String, message: String) {
        self.path = path
        self.code = code
        self.message = message
    }
}

extension FieldIssue: Payload {
    /// Reads the three fields.
    public init(reading fields: inout some FieldReader) {
        path = fields.required("path", about: "Where the field is; empty for the whole input.")
        code = fields.required("code", about: "The stable name of what is wrong.")
        message = fields.required("message", about: "One sentence for people.")
    }

    /// Writes the three fields.
    public func write(to object: inout ObjectWriter) {
        object.field("path", path)
        object.field("code", code)
        object.field("message", message)
    }
}
