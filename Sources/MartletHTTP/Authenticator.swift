/// Finds out who makes a request; tokens and sessions adopt it.
public protocol Authenticator: Sendable {
    /// What a 401 asks the client for, as the value of `WWW-Authenticate`.
    var challenge: String { get }

    /// Returns who makes the request; nil where nobody known does, which is answered with 401.
    func authenticate(_ request: RequestContext) async throws -> (any Principal)?
}

/// Somebody, or something, that makes requests and holds permissions.
public protocol Principal: Sendable {
    /// The stable id, as it stands in logs.
    var id: String { get }

    /// Tells whether a permission is held; a refusal is answered with 403.
    func holds(_ permission: String) -> Bool
}

/// Decides whether a request comes from whom it claims, by something other than a principal: a secret, a signature.
public protocol RequestVerifier: Sendable {
    /// What a 401 asks the client for, as the value of `WWW-Authenticate`; nil sends none, which suits webhooks.
    var challenge: String? { get }

    /// Returns when the request is what it claims to be, and throws the problem that answers it otherwise.
    func verify(_ request: RequestContext) async throws
}

extension RequestVerifier {
    /// No challenge.
    public var challenge: String? { nil }
}
