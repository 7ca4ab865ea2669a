import ArgumentParser

/// Undoes the migrations that were applied last.
struct MigrateDownCommand<Program: Backend>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "down", abstract: "Undo what was applied last.")
    }

    @Argument(help: "How many migrations to undo.")
    var count = 1

    @Flag(help: "Undo every migration.")
    var all = false

    @Flag(help: "Allow to drop tables with their data.")
    var allowDrop = false

    func validate() throws {
        guard count >= 1 else { throw ValidationError("The number of migrations to undo is 1 or more.") }
        guard allowDrop else {
            throw ValidationError("'migrate down' drops tables with their data; say --allow-drop when you mean it.")
        }
    }

    func run() async throws {
        try await MigrateCommand<Program>.withMigrators { migrator in
            let undone = try await migrator.down(all ? nil : count)
            for step in undone { print("undone \(step.set) \(step.number) \(step.name)") }
            if undone.isEmpty { print("nothing to undo") }
        }
    }
}
