import ArgumentParser
import FoundationEssentials
import Logging
import MartletContext
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
        let settings = try Settings(await SettingSources(environment: ProcessInfo.processInfo.environment))
        let service = try Service(Program.self, settings: settings)
        var context = Context.current
        context.logger = Logger(label: Program.name) { _ in SwiftLogNoOpLogHandler() }  // The command prints it.
        try await context.run { try await migrate(service.assembly) }
    }

    private func migrate(_ assembly: Assembly) async throws {
        for database in assembly.databases {
            try await database.open()
            do {
                try await run(on: Migrator(database: database, sets: assembly.migrations))
            } catch {
                await database.close()
                throw error
            }
            await database.close()
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
