import ArgumentParser

extension Backend {
    /// Runs the command that the process's arguments name: `serve`, `migrate`, `backup`, `restore`, `config` or one of
    /// the service's own; `serve` when they name none.
    @concurrent
    public static func main() async {
        await RootCommand<Self>.main()
    }
}

/// The commands that every service has, and those of its own.
struct RootCommand<Program: Backend>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: Program.name,
            version: Program.version,
            subcommands: [
                ServeCommand<Program>.self, MigrateCommand<Program>.self, BackupCommand<Program>.self,
                RestoreCommand<Program>.self, ConfigCommand<Program>.self,
            ]
                + Program.commands.map { $0 as any ParsableCommand.Type },
            defaultSubcommand: ServeCommand<Program>.self
        )
    }
}
