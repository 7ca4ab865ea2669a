import HTTPTypes

/// 204 without a body.
public struct NoContent: ResponseConvertible {
    /// Creates the answer.
    public init() {}

    /// Returns status 204.
    public func response() -> Response {
        Response(.noContent)
    }
}
