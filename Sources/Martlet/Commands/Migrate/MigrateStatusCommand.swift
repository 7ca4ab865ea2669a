import ArgumentParser

/// Lists the migrations.
struct MigrateStatusCommand<Program: Backend>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "status", abstract: "List what is applied and what is missing.")
    }

    func run() async throws {
        try await MigrateCommand<Program>.withMigrators { migrator in
            for step in try await migrator.status() { print(step.line) }
        }
    }
}
