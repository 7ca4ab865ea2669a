import ArgumentParser
import FoundationEssentials
import Logging
import MartletContext
import MartletTelemetry

/// Runs the service until SIGTERM or SIGINT.
struct ServeCommand<Program: Backend>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "serve", abstract: "Run the service until SIGTERM or Ctrl-C.")
    }

    func run() async throws {
        let settings = try Settings(await SettingSources(environment: ProcessInfo.processInfo.environment))
        let logs = try LogOutput(LogSettings(settings), redactor: settings.redactor)
        LoggingSystem.bootstrap { logs.makeHandler(label: $0) }
        let service = try Service(Program.self, settings: settings)
        var context = Context.current
        context.logger = logs.makeLogger(label: Program.name)
        let failure = await context.run { await serve(service, logs) }
        _ = await logs.flush(within: .seconds(2))
        if failure { throw ExitCode.failure }
    }

    /// Runs the service; returns true when it failed, which has been logged then.
    private func serve(_ service: Service, _ logs: LogOutput) async -> Bool {
        // Three seconds more than parts may take, and less than what a supervisor grants before it kills.
        let signals = await ShutdownSignals(limit: service.shutdownTimeout + .seconds(3), logs: logs)
        do {
            try await signals.run { stop in try await service.run(until: stop) }
            Context.current.logger.info("shutdown_completed")
            return false
        } catch {
            Context.current.logger.critical(
                "service_failed",
                metadata: ["error_type": "\(type(of: error))", "error": "\(error)"]
            )
            return true
        }
    }
}
