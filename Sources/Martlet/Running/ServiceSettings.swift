/// How a service starts and stops.
public struct ServiceSettings: Sendable {
    /// What to do when the database cannot be reached at the start.
    public enum DatabaseStartup: String, SettingValue, CaseIterable {
        /// Stay up, not ready, and go on trying.
        case wait
        /// Stop with an error after five attempts.
        case exit
    }

    /// What to do when the database cannot be reached at the start.
    public var databaseStartup: DatabaseStartup

    /// Whether the start applies migrations; otherwise it does only with a role of its own for them, or checks.
    public var migrates: Bool

    /// How long a statement of a migration waits for a lock on PostgreSQL.
    public var migrationLockTimeout: Duration

    /// How long the whole shutdown may take.
    public var shutdownTimeout: Duration

    /// Creates settings; everything left out has its default.
    public init(
        databaseStartup: DatabaseStartup = .wait,
        migrates: Bool = false,
        migrationLockTimeout: Duration = .seconds(5),
        shutdownTimeout: Duration = .seconds(25)
    ) {
        self.databaseStartup = databaseStartup
        self.migrates = migrates
        self.migrationLockTimeout = migrationLockTimeout
        self.shutdownTimeout = shutdownTimeout
    }

    /// Reads `DATABASE_STARTUP`, `DATABASE_MIGRATION_LOCK_TIMEOUT` and `SHUTDOWN_TIMEOUT`.
    ///
    /// In development the start applies migrations.
    public init(_ settings: Settings) throws {
        databaseStartup = try settings.value(
            "database.startup",
            default: .wait,
            about: "`wait` stays up, not ready, while the database is down at the start; `exit` gives up."
        )
        migrationLockTimeout = try settings.value(
            "database.migration.lock.timeout",
            default: .seconds(5),
            about: "PostgreSQL: seconds that a migration waits for a lock that others hold."
        )
        shutdownTimeout = try settings.value(
            "shutdown.timeout",
            default: .seconds(25),
            about: "Seconds that a shutdown may take."
        )
        migrates = settings.environment == .development
    }
}
