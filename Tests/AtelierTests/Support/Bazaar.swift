@testable import Atelier
import Glibc
import Logging
import Martlet
import MartletTesting
import StandIns
import Testing

/// Everything around the services that move money: Telegram and the provider in this process, one database, a port each.
struct Bazaar: Sendable {
    let telegram: TelegramDouble
    let provider: ProviderStandIn
    let directory: String

    /// The jobs that were cut off and taken up again, each a record of the log.
    let rescued = Observed<[String]>([])

    private let url: String
    private let ports: [Int]
    private let settings: [String: String]

    /// What a new member gets, in kopecks.
    static let welcome: Int64 = 10_000

    /// Opens a bazaar for the length of a closure, with so many services on one database.
    static func with(_ engine: TestEngine, services: Int = 1, _ body: (Bazaar) async throws -> Void) async throws {
        let pace = ProviderPace(
            waiting: .milliseconds(200),
            queuing: .milliseconds(200),
            generating: .milliseconds(600)
        )
        // The provider's limits have tests of their own; here they would only make the journey long.
        let provider = ProviderStandIn(limit: 1000, queryLimit: 1000, pace: pace)
        let server = HTTPServer(HTTPServerConfiguration(port: 0)) { ProviderRoutes(provider) }
        var context = Context.current
        context.logger = Logger(label: "provider", factory: { _ in SwiftLogNoOpLogHandler() })
        try await context.run { try await server.bind() }
        server.ready()
        var ports: [Int] = []
        for _ in 1...services { ports.append(try await FreePort.find()) }
        let settings = [
            "KIE_API_KEY": provider.key.reveal(), "KIE_API_URL": server.address ?? "",
            "WELCOME_BALANCE": "\(welcome)",
        ]
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            group.addTask { [context] in try await context.run { try await provider.run() } }
            defer { group.cancelAll() }
            try await TelegramDouble.with { telegram in
                try await engine.withDatabaseURL { url in
                    try await TemporaryDirectory.with { directory in
                        let bazaar = Bazaar(
                            telegram: telegram,
                            provider: provider,
                            directory: directory,
                            url: url,
                            ports: ports,
                            settings: settings
                        )
                        try bazaar.deliver(to: 0)
                        try await body(bazaar)
                    }
                }
            }
        }
    }

    /// Has updates delivered to one of the services, as what balances their load does.
    private func deliver(to number: Int) throws {
        try telegram.deliver(to: "http://127.0.0.1:\(ports[number % ports.count])")
    }

    /// Runs one of the services for the length of a closure.
    private func run(_ number: Int, _ body: (ServiceProcess) async throws -> Void) async throws {
        let settings = settings.merging(["HTTP_PORT": "\(ports[number])"]) { $1 }
        try await AtelierProcess.with(telegram, database: url, in: directory, settings) { atelier in
            try await body(atelier.process)
            let records = atelier.process.records(of: "job_rescued")
            rescued.update { $0 += records }
        }
    }

    /// Runs one of the services until the bot has tried so many times more to say something, and kills it then; others get
    /// the updates from there on.
    private func serve(_ number: Int, untilAttempts count: Int) async throws {
        try await run(number) { service in
            await telegram.waitForAttempts(telegram.attempts + count)
            service.send(signal: SIGKILL)
            #expect(await service.exit() == 128 + SIGKILL)
            try deliver(to: number + 1)
        }
    }

    /// Runs all services until a closure returns, and stops them then as an operator does.
    ///
    /// Before that each is killed and started again as often as there are numbers for it: each number says how often the
    /// bot tries to say something before the kill, and `kill` is called before each start that a kill will follow.
    func serve(
        killedAfter attempts: [[Int]] = [],
        before kill: @escaping @Sendable () -> Void = {},
        until isDone: @escaping @Sendable () async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup { group in
            for number in ports.indices {
                group.addTask {
                    for count in attempts.isEmpty ? [] : attempts[number] {
                        kill()
                        try await serve(number, untilAttempts: count)
                    }
                    try await run(number) { service in
                        try await isDone()
                        service.send(signal: SIGTERM)
                        #expect(await service.exit() == 0)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// Runs a service until no job is left.
    func finish() async throws {
        for _ in 1...10 {
            let left = try await withDatabase { try await JobQueue(in: $0).counts().unfinished }
            guard left > 0 else { return }
            try await run(0) { service in
                _ = try await eventually(within: .seconds(60), "the end of \(left) jobs") {
                    service.records(of: "job_finished").count >= left ? true : nil
                }
                service.send(signal: SIGTERM)
                #expect(await service.exit() == 0)
            }
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

    /// Opens the database while no service runs.
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
