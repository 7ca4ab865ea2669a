import HTTPTypes
public import MartletPayload

/// 201 with the thing that was created, and where it is.
public struct Created<Content: Payload>: ResponseConvertible {
    private let content: Content
    private let location: String?

    /// Creates the answer.
    public init(_ content: Content, at location: String? = nil) {
        self.content = content
        self.location = location
    }

    /// Returns status 201, the `Location` where one is known, and the content as JSON.
    public func response() throws -> Response {
        try Response(.created, headers: location.map { [.location: $0] } ?? [:], encoding: content)
    }
}
