import FoundationEssentials
import Logging
import MartletContext
public import MartletDatabase

extension Backend {
    /// Lends a command of the service's own the database: the first one of the assembly, by the process's settings.
    ///
    /// Nothing else of the service is started, and nothing is logged: a command prints. SQLite's file has one owner, so
    /// such a command refuses to run beside a running service there.
    ///
    /// - Parameter body: What to do with the open database.
    /// - Returns: What the closure returns.
    /// - Throws: ``SettingsError``, a `DatabaseError` when the database cannot be opened or lacks a migration, or what
    ///   the closure throws.
    public static func withDatabase<Success>(
        _ body: (Database) async throws -> Success
    ) async throws -> Success {
        try await withAssembly { assembly, _ in
            guard let database = assembly.databases.first else {
                preconditionFailure("\(Self.self) lists no database in its assembly.")
            }
            return try await database.opened { database in
                try await Migrator(database: database, sets: assembly.migrations).check()
                return try await body(database)
            }
        }
    }

    /// Assembles the service by the process's settings for a command, which logs nothing.
    static func withAssembly<Success>(
        _ options: EngineOptions = EngineOptions(),
        _ body: (Assembly, ServiceSettings) async throws -> Success
    ) async throws -> Success {
        var settings = try Settings(await SettingSources(environment: ProcessInfo.processInfo.environment))
        settings.engineOptions = options
        let service = try Service(Self.self, settings: settings)
        var context = Context.current
        context.logger = Logger(label: name) { _ in SwiftLogNoOpLogHandler() }
        return try await context.run { try await body(service.assembly, ServiceSettings(settings)) }
    }
}

extension Database {
    /// Opens the database, lends it to a closure and closes it on every way out.
    func opened<Success>(_ body: (Database) async throws -> Success) async throws -> Success {
        try await open()
        do {
            let success = try await body(self)
            await close()
            return success
        } catch {
            await close()
            throw error
        }
    }

    /// Opens the database with the role that owns the schema, lends it to a closure and closes it on every way out.
    func openedAsOwner<Success>(_ body: (Database) async throws -> Success) async throws -> Success {
        guard makeOwner == nil else { return try await asOwner(body) }
        return try await opened(body)
    }
}
