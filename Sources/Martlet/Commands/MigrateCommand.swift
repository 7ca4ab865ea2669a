import ArgumentParser
import MartletDatabase

/// Applies, undoes, lists and begins migrations.
struct MigrateCommand<Program: Backend>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "migrate",
            abstract: "Apply, undo, list or begin migrations.",
            subcommands: [
                MigrateUpCommand<Program>.self, MigrateDownCommand<Program>.self, MigrateStatusCommand<Program>.self,
                MigrateNewCommand.self,
            ],
            defaultSubcommand: MigrateUpCommand<Program>.self
        )
    }

    /// Lends a closure a migrator for each of the service's databases, with the role that owns the schema.
    static func withMigrators(_ body: (Migrator) async throws -> Void) async throws {
        // A migration may take as long as it takes.
        try await Program.withAssembly(EngineOptions(poolSize: 1, statementTimeout: .zero)) { assembly, settings in
            for database in assembly.databases {
                try await database.openedAsOwner { database in
                    let timeout = settings.migrationLockTimeout
                    try await body(Migrator(database: database, sets: assembly.migrations, lockTimeout: timeout))
                }
            }
        }
    }
}

extension MigrationStatus {
    /// The step in a list.
    var line: String {
        "\(isApplied ? "applied" : "pending") \(set) \(number) \(name)\(isKnown ? "" : " (by a newer program)")"
    }
}
