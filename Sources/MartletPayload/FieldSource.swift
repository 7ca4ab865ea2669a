/// Where a field of a request comes from.
public struct FieldSource: Sendable, Hashable {
    enum Kind { case automatic, body, path, query, header }

    let kind: Kind

    /// From the path where its pattern names the field; else from the body, and from the query in a request without one.
    public static let automatic = FieldSource(kind: .automatic)

    /// From the body.
    public static let body = FieldSource(kind: .body)

    /// From a part of the path that the route's pattern names.
    public static let path = FieldSource(kind: .path)

    /// From the query.
    public static let query = FieldSource(kind: .query)

    /// From a header; the field's name is the header's, in lower case.
    public static let header = FieldSource(kind: .header)
}
