import HTTPTypes

extension HTTPField.Name {
    /// A name that is known to be one.
    private static func known(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) cannot name a header.") }
        return name
    }

    /// `X-Correlation-ID`.
    static let correlationID = known("x-correlation-id")

    /// `traceparent` of W3C Trace Context.
    static let traceParent = known("traceparent")
}
