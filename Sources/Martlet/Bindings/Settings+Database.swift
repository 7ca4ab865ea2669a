import FoundationEssentials
public import MartletDatabase

extension Settings {
    /// Reads `DATABASE_URL` and creates the database it names; nothing is connected yet.
    ///
    /// The URL's scheme chooses among the engines listed; an engine that is not listed is not linked.
    ///
    /// - Parameters:
    ///   - engines: The engines to choose from.
    ///   - standard: The URL when none is given.
    /// - Returns: The database.
    /// - Throws: ``SettingsError`` when no engine listed takes the URL, or when it holds a password and its source is not
    ///   allowed for secrets.
    public func database(_ engines: EngineFactory..., default standard: String) throws -> Database {
        let url = try value(
            "database.url",
            default: standard,
            about: "`sqlite://path`, relative unless it begins with `/`, or `postgres://user:password@host:port/name`."
        )
        do { return try database(engines, url) } catch {
            // Where a password begins and ends in a URL that cannot be used, nobody knows.
            if let start = url.firstRange(of: "://")?.upperBound { redactor.register(String(url[start...])) }
            throw error
        }
    }

    private func database(_ engines: [EngineFactory], _ url: String) throws -> Database {
        for password in Self.passwords(in: url) { try admit(password, in: "database.url") }
        let scheme = url.prefix { $0 != ":" }
        guard let engine = engines.first(where: { $0.schemes.contains(String(scheme)) }) else {
            let schemes = engines.flatMap(\.schemes).map { "\($0)://" }.joined(separator: ", ")
            throw unusable("database.url", "a URL that begins with one of \(schemes)")
        }
        do {
            let engine = try engine.make(url)
            return Database(engineWrapper?(engine) ?? engine)
        } catch let error as DatabaseError {
            throw unusable("database.url", "a URL that its engine takes (\(error.message))")
        }
    }

    /// The passwords in a URL's user information and query, as they stand there and decoded.
    private static func passwords(in url: String) -> [String] {
        guard let start = url.firstRange(of: "://")?.upperBound else { return [] }
        let parts = url[start...].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var passwords: [Substring] = []
        let authority = parts[0].prefix { $0 != "/" }
        if let at = authority.lastIndex(of: "@"), let colon = authority[..<at].firstIndex(of: ":") {
            passwords.append(authority[authority.index(after: colon)..<at])
        }
        for item in parts.count == 2 ? parts[1].split(separator: "&") : [] {
            let pair = item.split(separator: "=", maxSplits: 1)
            if pair.count == 2, pair[0].lowercased().hasSuffix("password") { passwords.append(pair[1]) }
        }
        return passwords.filter { !$0.isEmpty }.flatMap { password in
            [String(password), URLComponents(string: "?\(password)")?.query].compactMap(\.self)
        }
    }
}
