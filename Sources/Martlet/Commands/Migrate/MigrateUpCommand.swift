import ArgumentParser

/// Applies the migrations that are missing.
struct MigrateUpCommand<Program: Backend>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "up", abstract: "Apply what is missing.")
    }

    @Flag(help: "Allow migrations to drop something, with the data in it.")
    var allowDrop = false

    func run() async throws {
        try await MigrateCommand<Program>.withMigrators { migrator in
            let applied = try await migrator.up(allowingDrop: allowDrop)
            for step in applied { print(step.line) }
            if applied.isEmpty { print("nothing to apply") }
        }
    }
}
