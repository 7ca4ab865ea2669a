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

    /// Whether the start applies migrations; otherwise it checks that all are applied.
    public var migrates: Bool

    /// How long the whole shutdown may take.
    public var shutdownTimeout: Duration

    /// Creates settings; everything left out has its default.
    public init(
        databaseStartup: DatabaseStartup = .wait,
        migrates: Bool = false,
        shutdownTimeout: Duration = .seconds(25)
    ) {
        self.databaseStartup = databaseStartup
        self.migrates = migrates
        self.shutdownTimeout = shutdownTimeout
    }

    /// Reads `DATABASE_STARTUP` and `SHUTDOWN_TIMEOUT`; in development the start applies migrations.
    public init(_ settings: Settings) throws {
        databaseStartup = try settings.value(
            "database.startup",
            default: .wait,
            about: "`wait` stays up, not ready, while the database is down at the start; `exit` gives up."
        )
        shutdownTimeout = try settings.value(
            "shutdown.timeout",
            default: .seconds(25),
            about: "Seconds that a shutdown may take."
        )
        migrates = settings.environment == .development
    }
}
