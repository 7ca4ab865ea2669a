import ArgumentParser
import FoundationEssentials
import Logging
import Martlet
import MartletPostgres

/// Serves the arena: the endpoints that https://github.com/MDA2AV/HttpArena compares frameworks by.
///
/// Everything is Martlet's ordinary public API. `GET /ws` and `POST /json` are not there yet: sockets and the mixed
/// profiles come later, and so does the limit by address that belongs to `ARENA_FULL_STACK`.
@main
struct Arena: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "arena",
        abstract: "Serve the arena's endpoints until the process is ended.",
        discussion: """
            DATABASE_URL names the PostgreSQL that holds the items; without it their endpoints answer 503. \
            DATABASE_MAX_CONN bounds its connections. ARENA_FULL_STACK=1 writes a log record for every request to the \
            standard error; metrics and correlation ids are always there.
            """
    )

    @Option(help: "The port to listen on; 0 takes a free one.")
    var port = 8080

    @Option(help: "The file of the items that GET /json answers, a JSON array.")
    var dataset: String

    func run() async throws {
        let settings = try Settings(await SettingSources(environment: variables()))
        let logs = try LogOutput(LogSettings(settings), redactor: settings.redactor)
        let service = try Service(ArenaService.self, settings: settings)
        var context = Context.current
        context.logger = logs.makeLogger(label: "arena")
        try await context.run {
            try await service.run { try await Context.current.clock.sleep(for: .seconds(Int64.max >> 32)) }
        }
    }

    /// The process's environment, with the arena's own names for the settings of a service.
    private func variables() -> [String: String] {
        var variables = ProcessInfo.processInfo.environment
        variables["HTTP_PORT"] = "\(port)"
        variables["ARENA_DATASET"] = dataset
        // What the arena starts is alone on its machine: on loopback, and with its password in the environment.
        let standards = ["ENVIRONMENT": "development", "ADMIN_HTTP_PORT": "0", "LOG_FORMAT": "json"]
        variables.merge(standards) { given, _ in given }
        if let connections = variables.removeValue(forKey: "DATABASE_MAX_CONN") {
            variables["DATABASE_POOL_SIZE"] = connections
            variables["DATABASE_POOL_OVERFLOW"] = "0"
        }
        return variables
    }
}
