import ArgumentParser

extension Backend {
    /// Runs the command that the process's arguments name: `serve`, `migrate`, `config`; `serve` when they name none.
    @concurrent
    public static func main() async {
        await RootCommand<Self>.main()
    }
}

/// The commands that every service has.
struct RootCommand<Program: Backend>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: Program.name,
            version: Program.version,
            subcommands: [ServeCommand<Program>.self, MigrateCommand<Program>.self, ConfigCommand<Program>.self],
            defaultSubcommand: ServeCommand<Program>.self
        )
    }
}
