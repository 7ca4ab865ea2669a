import ArgumentParser
import MartletDatabase

/// Applies, undoes and lists the service's migrations.
struct MigrateCommand<Program: Backend>: AsyncParsableCommand {
    enum Action: String, ExpressibleByArgument, CaseIterable {
        case up
        case down
        case status
    }

    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "migrate", abstract: "Apply, undo or list the migrations.")
    }

    @Argument(help: "up applies what is missing, down undoes everything, status lists.")
    var action = Action.up

    @Flag(help: "Allow down to drop tables with their data.")
    var allowDrop = false

    func run() async throws {
        guard action != .down || allowDrop else {
            throw ValidationError("'migrate down' drops tables with their data; say --allow-drop when you mean it.")
        }
        try await Program.withAssembly { assembly in
            for database in assembly.databases {
                try await database.opened { try await run(on: Migrator(database: $0, sets: assembly.migrations)) }
            }
        }
    }

    private func run(on migrator: Migrator) async throws {
        switch action {
        case .up:
            let applied = try await migrator.up()
            for step in applied { print("applied \(step.set) \(step.number) \(step.name)") }
            if applied.isEmpty { print("nothing to apply") }
        case .down:
            try await migrator.down()
            print("undone")
        case .status:
            for step in try await migrator.status() {
                print("\(step.isApplied ? "applied" : "pending") \(step.set) \(step.number) \(step.name)")
            }
        }
    }
}
