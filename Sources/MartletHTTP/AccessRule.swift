/// Who may call a route; a route without one does not start the service.
public struct AccessRule: Sendable {
    enum Kind {
        case open
        case permission(String)
        case verified(any RequestVerifier)
    }

    let kind: Kind

    /// Everybody.
    public static let `public` = AccessRule(kind: .open)

    /// Whoever the server's ``Authenticator`` knows and who holds the permission.
    public static func permission(_ name: String) -> AccessRule {
        AccessRule(kind: .permission(name))
    }

    /// Whoever sends what a verifier accepts, as webhooks do.
    public static func verified(by verifier: some RequestVerifier) -> AccessRule {
        AccessRule(kind: .verified(verifier))
    }
}
