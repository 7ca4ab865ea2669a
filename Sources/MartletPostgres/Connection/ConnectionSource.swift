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

    /// Reads a URL; throws when it is malformed, without its text, which may hold a password.
    init(url: String) throws {
        guard url.hasPrefix("postgres://") || url.hasPrefix("postgresql://"), !url.utf8.contains(0) else {
            throw Self.malformed
        }
        guard let options = unsafe PQconninfoParse(url, nil) else { throw Self.malformed }
        defer { unsafe PQconninfoFree(options) }
        let given = unsafe Self.values(of: options)
        let defaults = unsafe PQconndefaults()
        defer { unsafe PQconninfoFree(defaults) }
        let fallback = unsafe defaults.map { unsafe Self.values(of: $0) } ?? [:]
        let hosts = (given["host"] ?? given["hostaddr"] ?? fallback["host"] ?? "local").split(separator: ",")
        let ports = (given["port"] ?? fallback["port"] ?? "5432").split(separator: ",")
        let pairs = hosts.enumerated().map { position, host in
            "\(host):\(ports.count == hosts.count ? ports[position] : ports.first ?? "5432")"
        }
        address = pairs.joined(separator: ",")
        name = "postgres:\(address)/\(given["dbname"] ?? fallback["dbname"] ?? "")"
        self.url = Secret(url)
    }

    private static let malformed = DatabaseError(
        .connection,
        "The URL of PostgreSQL is malformed; it has the form postgres://user:password@host:port/database."
    )

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
