/// Where a picture is, as a URL of `http` or `https` says it.
struct PictureAddress: Sendable {
    /// The scheme, the host and the port.
    let origin: String

    let host: String

    /// The path and the query.
    let path: String

    /// Reads a URL; nil for one of another scheme, with a user in it, or without a host.
    init?(_ url: String) {
        let shape = /(https?:\/\/(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::[0-9]{1,5})?)(\/[^#]*)?/
        guard let match = url.wholeMatch(of: shape) else { return nil }
        origin = match.1.lowercased()
        host = match.2.filter { $0 != "[" && $0 != "]" }
        path = match.3.map(String.init) ?? "/"
    }

    /// Whether whoever answers has to prove to be the host.
    var isSecure: Bool { origin.hasPrefix("https:") }
}
