import MartletContext

/// What a client is told about a failure: problem details of RFC 9457.
public struct Problem: Sendable {
    /// The URI of the problem's kind; `about:blank` when ``error`` says it all.
    public var type: String

    /// The name of the kind for people.
    public var title: String

    /// The HTTP status.
    public var status: Int

    /// What happened this time, for people.
    public var detail: String

    /// The declared, stable name that programs branch on; it ends in `Error`.
    public var error: String

    /// The structured facts, a JSON object.
    public var details: RawJSON

    /// The id under which the logs tell more.
    public var correlation: String?

    /// How long the client should wait before it asks again; sent as a header, not in the body.
    public var retryAfter: Duration?

    /// Creates a problem.
    public init(
        _ status: ProblemStatus = .internalServerError,
        error: String,
        detail: String,
        details: RawJSON = .emptyObject,
        type: String = "about:blank",
        retryAfter: Duration? = nil
    ) {
        self.type = type
        title = status.phrase
        self.status = status.code
        self.detail = detail
        self.error = error
        self.details = details
        self.retryAfter = retryAfter
        correlation = Context.current.correlation?.description
    }

    /// The media type of a problem's JSON.
    public static let contentType = "application/problem+json"
}

extension Problem: ProblemConvertible {
    /// The problem itself.
    public var problem: Problem { self }
}

extension Problem: Payload {
    /// Accepts the members that others add.
    public static var fieldPolicy: FieldPolicy { .ignoringUnknown }

    /// Reads a problem, as a client does.
    public init(reading fields: inout some FieldReader) {
        type = fields.optional("type", default: "about:blank", about: "The URI of the problem's kind.")
        title = fields.required("title", about: "The name of the kind for people.")
        status = fields.required("status", .range(400...599), about: "The HTTP status.")
        detail = fields.required("detail", about: "What happened this time, for people.")
        error = fields.required("error", about: "The stable name that programs branch on.")
        details = fields.optional("details", default: .emptyObject, about: "The structured facts.")
        correlation = fields.optional("correlation_id", about: "The id under which the logs tell more.")
    }

    /// Writes the members in the order of RFC 9457, then the further ones.
    public func write(to object: inout ObjectWriter) {
        object.field("type", type)
        object.field("title", title)
        object.field("status", status)
        object.field("detail", detail)
        object.field("error", error)
        object.field("details", details)
        object.field("correlation_id", correlation)
    }
}
