import CLibpq
import MartletDatabase
import MartletPayload

/// Where connections come from: the URL, which stays hidden, and what may be said of it.
struct ConnectionSource: Sendable {
    /// The host and port that messages name; several hosts are separated by commas.
    let address: String

    /// The engine's name for logs: address and database.
    let name: String

    let url: Secret<String>

    /// What takes the place of the URL's hosts to reach one of them alone; empty when there is one only.
    let hosts: [[(String, String)]]

    /// Reads a URL; throws when it is malformed, without its text, which may hold a password, or when libpq is missing.
    init(url: String) throws {
        try ClientLibrary.load()
        guard url.hasPrefix("postgres://") || url.hasPrefix("postgresql://"), !url.utf8.contains(0),
            Self.isUnambiguous(url)
        else { throw Self.malformed }
        guard let options = unsafe PQconninfoParse(url, nil) else { throw Self.malformed }
        defer { unsafe PQconninfoFree(options) }
        let given = unsafe Self.values(of: options)
        guard Self.namesServer(given) else { throw Self.malformed }
        let defaults = unsafe PQconndefaults()
        defer { unsafe PQconninfoFree(defaults) }
        let fallback = unsafe defaults.map { unsafe Self.values(of: $0) } ?? [:]
        let names = (given["host"] ?? given["hostaddr"] ?? fallback["host"] ?? "local").split(separator: ",")
        let ports = (given["port"] ?? fallback["port"] ?? "5432").split(separator: ",")
        let pairs = names.enumerated().map { position, host in
            "\(host):\(ports.count == names.count ? ports[position] : ports.first ?? "5432")"
        }
        hosts = Self.hosts(of: given)
        address = pairs.joined(separator: ",")
        name = "postgres:\(address)/\(given["dbname"] ?? fallback["dbname"] ?? "")"
        self.url = Secret(url)
    }

    private static let malformed = DatabaseError(
        .connection,
        """
        The URL of PostgreSQL is malformed; it has the form postgres://user:password@host:port/database, and in its parts \
        @ is written %40, / %2F, ? %3F and # %23.
        """
    )

    /// Tells whether each part of a URL is read as what it was meant to be.
    ///
    /// libpq takes the rest of a password with a sign that is not escaped for the host or the database, which are no
    /// secrets.
    private static func isUnambiguous(_ url: String) -> Bool {
        guard let start = url.firstRange(of: "://")?.upperBound else { return false }
        let parts = url[start...].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let authority = parts[0].prefix { $0 != "/" }
        let path = parts[0].dropFirst(authority.count)
        guard !parts[0].contains(where: { $0 == "#" || $0.isWhitespace }) else { return false }
        guard !path.contains("@"), authority.count(where: { $0 == "@" }) <= 1 else { return false }
        return parts.count == 1 || !path.isEmpty || !parts[1].contains("@")
    }

    /// Tells whether the values of a URL say which server or database is meant, at ports that there are.
    private static func namesServer(_ given: [String: String]) -> Bool {
        let ports = (given["port"] ?? "").split(separator: ",")
        return ports.allSatisfy { UInt16($0).map { $0 > 0 } ?? false }
            && ["host", "hostaddr", "service", "dbname"].contains { given[$0] != nil }
    }

    /// Each host of a URL that names several.
    private static func hosts(of given: [String: String]) -> [[(String, String)]] {
        let lists = ["host", "hostaddr", "port"].compactMap { keyword in
            given[keyword].map { (keyword, $0.split(separator: ",", omittingEmptySubsequences: false)) }
        }
        let count = lists.filter { $0.0 != "port" }.map(\.1.count).max() ?? 1
        guard count > 1 else { return [] }
        return (0..<count).map { position in
            lists.map { ($0.0, String($0.1.count == count ? $0.1[position] : $0.1[0])) }
        }
    }

    private static func values(of options: UnsafeMutablePointer<PQconninfoOption>) -> [String: String] {
        var values: [String: String] = [:]
        var option = unsafe options
        while let keyword = unsafe option.pointee.keyword {
            if let value = unsafe option.pointee.val, unsafe value.pointee != 0 {
                unsafe values[String(cString: keyword)] = unsafe String(cString: value)
            }
            unsafe option += 1
        }
        return values
    }
}
