internal import MartletPayload

/// A path, and maybe a query, below a client's base URL: a template whose values are percent-encoded.
///
/// ```swift
/// let path: RequestPath = "/bot\(token)/getFile?file_id=\(id)"
/// ```
///
/// The literal parts stand as they are written. An interpolated value stays one part: it can neither add a slash nor
/// a query. An interpolated `Secret` goes onto the wire only; everywhere else the path shows `***` in its place. Other
/// interpolated values are shown, and the query is not.
public struct RequestPath: Sendable, ExpressibleByStringInterpolation, CustomStringConvertible {
    /// What goes onto the wire.
    let wire: Secret<String>

    /// Whether the path begins with a slash, is plain ASCII and no value of it is empty, `.` or `..`.
    let isValid: Bool

    /// The path without its secrets and its query.
    public let description: String

    /// Creates a path without values.
    public init(stringLiteral text: String) {
        var interpolation = Interpolation(literalCapacity: text.utf8.count, interpolationCount: 0)
        interpolation.appendLiteral(text)
        self.init(stringInterpolation: interpolation)
    }

    /// Creates a path from a template and its values.
    public init(stringInterpolation: Interpolation) {
        wire = Secret(stringInterpolation.wire)
        isValid = stringInterpolation.isValid && stringInterpolation.wire.hasPrefix("/")
        description = stringInterpolation.shown
    }
}
