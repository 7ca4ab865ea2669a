import Martlet

/// A URL, cut into what a client is made for and what it asks for.
struct WebAddress {
    let base: String
    let path: RequestPath

    /// Throws where the text is no URL of a web page.
    init(_ url: String) throws {
        guard let match = url.wholeMatch(of: /(https?:\/\/[^\/?#\s]+)(\/[^#\s]*)?(?:#.*)?/.ignoresCase()) else {
            throw Problem.malformedRequest("A URL has http:// or https://, a host and maybe a path.")
        }
        base = String(match.output.1)
        path = RequestPath(stringLiteral: match.output.2.map(String.init) ?? "/")
    }
}
