import HTTPTypes
public import MartletPayload

/// 202 with what tells how the work goes on.
public struct Accepted<Content: Payload>: ResponseConvertible {
    private let content: Content
    private let location: String?

    /// Creates the answer.
    public init(_ content: Content, at location: String? = nil) {
        self.content = content
        self.location = location
    }

    /// Returns status 202, the `Location` where one is known, and the content as JSON.
    public func response() throws -> Response {
        try Response(.accepted, headers: location.map { [.location: $0] } ?? [:], encoding: content)
    }
}
