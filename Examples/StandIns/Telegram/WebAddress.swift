import Martlet

/// A URL, cut into what a client is made for and what it asks for.
struct WebAddress {
    let base: String
    let path: RequestPath

    /// Whether it begins with `https:`.
    let isSecure: Bool

    /// The port, which is the scheme's own where none is given; nil where it is too large for a number.
    let port: Int?

    private let host: Substring

    /// Whether it leads to this machine and to no other.
    var isOnThisMachine: Bool { OwnMachine.names.contains(host) }

    /// Throws where the text is no URL of a web page.
    init(_ url: String) throws {
        let pattern = /(http(s)?:\/\/(\[[^\]]*\]|[^\/?#:\s]+)(?::(\d+))?)(\/[^#\s]*)?(?:#.*)?/.ignoresCase()
        guard let match = url.wholeMatch(of: pattern)?.output else {
            throw Problem.malformedRequest("A URL has http:// or https://, a host and maybe a path.")
        }
        base = String(match.1)
        isSecure = match.2 != nil
        host = match.3
        port = match.4.map { Int($0) } ?? (isSecure ? 443 : 80)
        path = RequestPath(stringLiteral: match.5.map(String.init) ?? "/")
    }
}
