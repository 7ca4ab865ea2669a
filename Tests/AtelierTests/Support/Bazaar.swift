@testable import Atelier
import Glibc
import Logging
import Martlet
import MartletTesting
import StandIns
import Testing

/// Everything around the service that moves money: Telegram and the provider in this process, a database and a port.
struct Bazaar: Sendable {
    let telegram: TelegramDouble
    let provider: ProviderStandIn
    let directory: String

    /// The jobs that were cut off and taken up again, each a record of the log.
    let rescued = Observed<[String]>([])

    private let url: String
    private let port: Int
    private let settings: [String: String]

    /// What a new member gets, in kopecks.
    static let welcome: Int64 = 10_000

    /// Opens a bazaar for the length of a closure.
    static func with(_ engine: TestEngine, _ body: (Bazaar) async throws -> Void) async throws {
        let pace = ProviderPace(
            waiting: .milliseconds(200),
            queuing: .milliseconds(200),
            generating: .milliseconds(600)
        )
        // The provider's limit has tests of its own; here it would only make the journey long.
        let provider = ProviderStandIn(limit: 1000, pace: pace)
        let server = HTTPServer(HTTPServerConfiguration(port: 0)) { ProviderRoutes(provider) }
        var context = Context.current
        context.logger = Logger(label: "provider", factory: { _ in SwiftLogNoOpLogHandler() })
        try await context.run { try await server.bind() }
        server.ready()
        let port = try await FreePort.find()
        let settings = [
            "HTTP_PORT": "\(port)", "KIE_API_KEY": provider.key.reveal(), "KIE_API_URL": server.address ?? "",
            "WELCOME_BALANCE": "\(welcome)",
        ]
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            group.addTask { [context] in try await context.run { try await provider.run() } }
            defer { group.cancelAll() }
            try await TelegramDouble.with { telegram in
                try await engine.withDatabaseURL { url in
                    try await TemporaryDirectory.with { directory in
                        try telegram.deliver(to: "http://127.0.0.1:\(port)")
                        let bazaar = Bazaar(
                            telegram: telegram,
                            provider: provider,
                            directory: directory,
                            url: url,
                            port: port,
                            settings: settings
                        )
                        try await body(bazaar)
                    }
                }
            }
        }
    }

    /// Runs the service for the length of a closure.
    private func run(_ body: (ServiceProcess) async throws -> Void) async throws {
        try await AtelierProcess.with(telegram, database: url, in: directory, settings) { atelier in
            try await body(atelier.process)
            let records = atelier.process.records(of: "job_rescued")
            rescued.update { $0 += records }
        }
    }

    /// Runs the service until it has said something so many times more, and kills it then.
    func serve(untilAttempts count: Int) async throws {
        try await run { service in
            await telegram.waitForAttempts(telegram.attempts + count)
            service.send(signal: SIGKILL)
            #expect(await service.exit() == 128 + SIGKILL)
        }
    }

    /// Runs the service until a closure returns, and stops it then as an operator does.
    func serve(until isDone: (ServiceProcess) async throws -> Void) async throws {
        try await run { service in
            try await isDone(service)
            service.send(signal: SIGTERM)
            #expect(await service.exit() == 0)
        }
    }

    /// Runs the service until no job is left.
    func finish() async throws {
        for _ in 1...10 {
            let left = try await withDatabase { try await JobQueue(in: $0).counts().unfinished }
            guard left > 0 else { return }
            try await serve(until: { service in
                _ = try await eventually(within: .seconds(60), "the end of \(left) jobs") {
                    service.records(of: "job_finished").count >= left ? true : nil
                }
            })
        }
        Issue.record("jobs are left, however often the service is started")
    }

    /// Says what `atelier ledger check` says, and how it exits.
    func ledgerCheck() async throws -> (exit: Int32, output: String) {
        let variables = ["ENVIRONMENT": "development", "DATABASE_URL": url]
        let atelier = ServiceProcess.product("atelier")
        let process = try ServiceProcess(atelier, ["ledger", "check"], variables: variables, in: directory)
        return (await process.exit(), process.output)
    }

    /// Opens the database while the service does not run.
    func withDatabase<Success>(_ body: (Database) async throws -> Success) async throws -> Success {
        let variables = AtelierProcess.settings(telegram, database: url, settings)
        let service = try Service(Atelier.self, settings: Settings(SettingSources(variables: variables)))
        let database = service.assembly.databases[0]
        try await database.open()
        do {
            let success = try await body(database)
            await database.close()
            return success
        } catch {
            await database.close()
            throw error
        }
    }
}
