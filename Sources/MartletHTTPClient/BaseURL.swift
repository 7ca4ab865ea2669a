/// The checked beginning of every URL of a client, without a slash at its end.
struct BaseURL: Sendable {
    let text: String

    /// Takes `http://` or `https://`, a host with an optional port, and an optional path; no user, query or fragment.
    init?(_ text: String) {
        guard let scheme = ["http://", "https://"].first(where: { text.lowercased().hasPrefix($0) }) else { return nil }
        let rest = text.utf8.dropFirst(scheme.utf8.count)
        guard let first = rest.first, first != UInt8(ascii: "/"), first != UInt8(ascii: ":"),
            rest.allSatisfy({ (0x21...0x7E).contains($0) && !Self.forbidden.contains($0) }),
            Self.hasHostAndPort(rest.prefix { $0 != UInt8(ascii: "/") })
        else { return nil }
        var checked = text[...]
        while checked.hasSuffix("/") { checked.removeLast() }
        self.text = String(checked)
    }

    /// Checks the port, because NIO ends the process over one that does not fit into 16 bits.
    private static func hasHostAndPort(_ authority: some Collection<UInt8>) -> Bool {
        guard let text = String(validating: authority, as: UTF8.self),
            let match = text.wholeMatch(of: /(?:\[[0-9A-Fa-f:.]+\]|[^:\[\]]+)(?::([0-9]{1,5}))?/)
        else { return false }
        return match.output.1.map { (1...65_535).contains(Int($0) ?? 0) } ?? true
    }

    private static let forbidden = Array("@?#\\\"<>^`{|}".utf8)
}
