import ArgumentParser
import FoundationEssentials
import MartletTelemetry

/// Prints the settings in effect, and names those that are probably misspelt and lines that set nothing.
struct ConfigCommand<Program: Backend>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "config", abstract: "Print the settings in effect; secrets are masked.")
    }

    @Flag(help: "Print the table of settings as it stands in the README.")
    var markdown = false

    func run() async throws {
        if markdown {
            print(try SettingsTable(of: Program.self))
        } else {
            let settings = try Settings(await SettingSources(environment: ProcessInfo.processInfo.environment))
            let failure = Result { try declareAll(settings) }
            for setting in settings.declared {
                let value = setting.value.map { setting.isSecret ? $0 : settings.redactor.redacted($0) } ?? "(none)"
                print("\(setting.variable)=\(value)  # \(setting.source ?? "default")")
            }
            for finding in settings.unreadable { print("! \(finding)") }
            try failure.get()
            // Every setting is known only when everything was assembled.
            for finding in settings.misspelt { print("! \(finding)") }
        }
    }

    /// Reads every setting, by assembling the service.
    private func declareAll(_ settings: Settings) throws {
        _ = try LogSettings(settings)
        _ = try Service(Program.self, settings: settings)
    }
}
