import FoundationEssentials
public import MartletDatabase

extension Settings {
    /// Reads `DATABASE_URL` and what belongs to it, and creates the database it names; nothing is connected yet.
    ///
    /// The URL's scheme chooses among the engines listed; an engine that is not listed is not linked. For PostgreSQL only:
    /// with `DATABASE_MIGRATION_URL` migrations run with the role of that URL, with `DATABASE_REPLICA_URL` reads that allow
    /// it run there, and `DATABASE_POOLER=transaction` tells of a pooler such as PgBouncer, beside which `DATABASE_DIRECT_URL`
    /// is the server's own address.
    ///
    /// - Parameters:
    ///   - engines: The engines to choose from.
    ///   - standard: The URL when none is given.
    /// - Returns: The database.
    /// - Throws: ``SettingsError`` when no engine listed takes a URL, or when one holds a password and its source is not
    ///   allowed for secrets.
    public func database(_ engines: EngineFactory..., default standard: String) throws -> Database {
        let url = try value(
            "database.url",
            default: standard,
            about: "`sqlite://path`, relative unless it begins with `/`, or `postgres://user:password@host:port/name`."
        )
        let ownerURL: String? = try optional(
            "database.migration.url",
            about:
                "PostgreSQL: the URL with the role that owns the schema; with it, `serve` applies migrations everywhere."
        )
        let replicaURL: String? = try optional(
            "database.replica.url",
            about: "PostgreSQL: the URL of copies of the database, which may be behind, for reads that allow it."
        )
        let slow = try count(
            "database.slow.statement.ms",
            0,
            500,
            most: 600_000,
            "Milliseconds from which on a statement is recorded as slow; 0 records every one."
        )
        let options = try readEngineOptions()
        if let directURL = options.directURL {
            _ = try engine("database.direct.url", directURL, of: engines, EngineOptions())
        }
        let engine = try engine("database.url", url, of: engines, options)
        try checkPooler(options, of: engine)
        var copyOptions = options
        copyOptions.directURL = nil
        let replica = try second("database.replica.url", replicaURL, beside: engine, of: engines, copyOptions)
        var ownerOptions = EngineOptions(poolSize: 1, poolOverflow: 1, statementTimeout: .zero)
        ownerOptions.leaseTimeout = options.leaseTimeout
        let owner = try second("database.migration.url", ownerURL, beside: engine, of: engines, ownerOptions)
        // An engine is opened and closed once; a start that is repeated needs a new one.
        let makeOwner = owner.map { _ in
            { @Sendable [ownerOptions] () throws -> any DatabaseEngine in
                try self.engine("database.migration.url", ownerURL ?? "", of: engines, ownerOptions)
            }
        }
        return Database(
            engineWrapper?(engine) ?? engine,
            slowStatements: .milliseconds(slow),
            replica: replica,
            owner: makeOwner
        )
    }

    /// Reads what the engine is told beside its URL.
    private func readEngineOptions() throws -> EngineOptions {
        var options = engineOptions
        options.poolSize = try count("database.pool.size", 1, options.poolSize, "PostgreSQL: connections kept open.")
        options.poolOverflow = try count(
            "database.pool.overflow",
            0,
            options.poolOverflow,
            "PostgreSQL: further connections in a rush."
        )
        options.leaseTimeout = try value(
            "database.pool.timeout",
            default: options.leaseTimeout,
            about: "PostgreSQL: seconds that a call waits for a connection."
        )
        options.pooler = try value(
            "database.pooler",
            default: options.pooler,
            about:
                "PostgreSQL: `transaction` behind a pooler that lends a session for one transaction, such as PgBouncer."
        )
        options.directURL = try optional(
            "database.direct.url",
            about: "PostgreSQL: the server's own URL beside such a pooler, for notifications and some migrations."
        )
        return options
    }

    /// Refuses a pooler that there cannot be, and an address beside one that is not there.
    private func checkPooler(_ options: EngineOptions, of engine: any DatabaseEngine) throws {
        guard options.pooler == .none || engine.dialect == .postgres else {
            throw unusable("database.pooler", "left out unless DATABASE_URL is PostgreSQL's")
        }
        guard options.directURL == nil || options.pooler == .transaction else {
            throw unusable("database.direct.url", "left out without DATABASE_POOLER=transaction")
        }
    }

    /// Makes the engine of a further URL, which has to be PostgreSQL's as the first one is.
    private func second(
        _ key: String,
        _ url: String?,
        beside engine: any DatabaseEngine,
        of engines: [EngineFactory],
        _ options: EngineOptions
    ) throws -> (any DatabaseEngine)? {
        guard let url else { return nil }
        let second = try self.engine(key, url, of: engines, options)
        guard engine.dialect == .postgres, second.dialect == .postgres else {
            let reason = key == "database.replica.url" ? "copies" : "roles"
            throw unusable(key, "left out unless both URLs are PostgreSQL's: SQLite has no \(reason)")
        }
        return second
    }

    private func count(
        _ key: String,
        _ least: Int,
        _ standard: Int,
        most: Int = 10_000,
        _ about: String
    ) throws -> Int {
        let number = try value(key, default: standard, about: about)
        guard (least...most).contains(number) else { throw unusable(key, "a number from \(least) to \(most)") }
        return number
    }

    /// Makes the engine that takes a URL; the URL's secrets are known to the redactor afterwards.
    private func engine(
        _ key: String,
        _ url: String,
        of engines: [EngineFactory],
        _ options: EngineOptions
    ) throws -> any DatabaseEngine {
        do {
            for password in Self.passwords(in: url) { try admit(password, in: key) }
            let scheme = url.prefix { $0 != ":" }
            guard let engine = engines.first(where: { $0.schemes.contains(String(scheme)) }) else {
                let schemes = engines.flatMap(\.schemes).map { "\($0)://" }.joined(separator: ", ")
                throw unusable(key, "a URL that begins with one of \(schemes)")
            }
            return try engine.make(url, options)
        } catch {
            let refusal = error as? DatabaseError
            let failure = refusal.map { unusable(key, "a URL that its engine takes (\($0.message))") } ?? error
            // Where a password begins and ends in a URL that cannot be used, nobody knows.
            if let start = url.firstRange(of: "://")?.upperBound { redactor.register(String(url[start...])) }
            throw failure
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

extension EngineOptions.Pooler: SettingValue {}
