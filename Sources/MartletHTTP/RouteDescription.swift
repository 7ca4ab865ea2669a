/// What a declared route is, for lists and documents.
public struct RouteDescription: Sendable, Hashable, CustomStringConvertible {
    /// The method.
    public let method: String

    /// The path, its varying parts with a colon.
    public let pattern: String

    /// The sentence that says what it does.
    public let summary: String

    /// The method and the pattern.
    public var description: String { "\(method) \(pattern)" }
}
