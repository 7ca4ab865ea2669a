/// The network an address lies in: /24 of IPv4, /48 of IPv6.
struct NetworkPrefix: Sendable, CustomStringConvertible {
    let description: String

    /// Takes an address as logs hold it, with or without a port; nil when it is none.
    init?(_ text: String) {
        guard text.utf8.count <= 64 else { return nil }
        var host = Substring(text)
        if host.first == "[" {
            guard let end = host.firstIndex(of: "]") else { return nil }
            host = host[host.index(after: host.startIndex)..<end]
        }
        let isVersion6 = host.utf8.count { $0 == UInt8(ascii: ":") } > 1
        if host.contains(".") {
            // An IPv4 address, alone, before a port, or at the end of an IPv6 form.
            let parts = host.split(separator: ":", omittingEmptySubsequences: true)
            guard let address = isVersion6 ? parts.last : parts.first else { return nil }
            let bytes = address.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
            guard bytes.count == 4, let first = bytes[0], let second = bytes[1], let third = bytes[2], bytes[3] != nil
            else { return nil }
            description = "\(first).\(second).\(third).0/24"
        } else {
            guard isVersion6, let groups = Self.groups(host) else { return nil }
            description = "\(groups.map { String($0, radix: 16) }.joined(separator: ":"))::/48"
        }
    }

    /// The first three groups of an IPv6 address.
    private static func groups(_ host: Substring) -> [UInt16]? {
        let parts = host.split(separator: "%", maxSplits: 1)[0].split(separator: ":", omittingEmptySubsequences: false)
        guard (3...8).contains(parts.count) else { return nil }
        var groups: [UInt16] = []
        for part in parts.prefix(3) {
            if part.isEmpty { break }
            guard let group = UInt16(part, radix: 16) else { return nil }
            groups.append(group)
        }
        return groups + Array(repeating: 0, count: 3 - groups.count)
    }
}
