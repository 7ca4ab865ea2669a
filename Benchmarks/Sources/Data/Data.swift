import ArgumentParser

/// What is measured of databases, each measurement in a process of its own.
@main
struct Data: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "data",
        abstract: "Measure one contender and print its figure.",
        subcommands: [CallCommand.self, BatchCommand.self, BatchFileCommand.self],
        defaultSubcommand: CallCommand.self
    )
}
