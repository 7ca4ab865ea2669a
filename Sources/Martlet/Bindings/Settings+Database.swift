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
        if let password = Self.password(in: url) { try admit(password, in: "database.url") }
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

    /// The password in a URL's user information, percent-encoded as it stands there.
    private static func password(in url: String) -> String? {
        guard let start = url.firstRange(of: "://")?.upperBound else { return nil }
        let authority = url[start...].prefix { $0 != "/" && $0 != "?" }
        guard let at = authority.lastIndex(of: "@") else { return nil }
        let user = authority[..<at]
        return user.firstIndex(of: ":").map { String(user[user.index(after: $0)...]) }
    }
}
