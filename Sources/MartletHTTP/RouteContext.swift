public import HTTPTypes
import Logging
public import MartletContext

/// What a handler knows beside its payload: typed, made anew for every request after its access rule held.
///
/// ```swift
/// struct MemberContext: RouteContext {
///     let request: RequestContext
///     let member: Member
///
///     init(_ request: RequestContext) throws {
///         guard let member = request.principal as? Member else { throw Problem.authentication() }
///         self.request = request
///         self.member = member
///     }
/// }
/// ```
public protocol RouteContext: Sendable {
    /// The request itself.
    var request: RequestContext { get }

    /// Makes the context of a request; a problem it throws is the answer.
    init(_ request: RequestContext) async throws
}

extension RouteContext {
    /// The request's headers.
    public var headers: HTTPFields { request.head.headerFields }

    /// Returns a header's value by its name in any case; values of a repeated header are joined by commas.
    public func header(_ name: String) -> String? {
        HTTPField.Name(name).flatMap { request.head.headerFields[$0] }
    }

    /// The id that ties everything done for this request together.
    public var correlation: CorrelationID { request.id }

    /// Adds a field to the record that is logged when the request ends; a later note of the same name replaces it.
    public func note(_ name: String, _ value: some CustomStringConvertible & Sendable) {
        request.addNote(name, .stringConvertible(value))
    }
}
