import ArgumentParser

/// Measures Martlet against its bars.
@main
struct Benchmarks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "benchmarks",
        abstract: "Measure side by side, print the table and write the results.",
        subcommands: [MeasureCommand.self, LoadCommand.self],
        defaultSubcommand: MeasureCommand.self
    )
}
