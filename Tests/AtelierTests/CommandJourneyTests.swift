@testable import Atelier
import Foundation
import Glibc
import Martlet
import MartletTesting
import StandIns
import Testing

/// What the executable's commands print, word for word.
@Suite(.timeLimit(.minutes(10)))
struct CommandJourneyTests {
    @Test func `--version prints the version`() async throws {
        try await Self.expect(["--version"], prints: "0.1.0\n")
    }

    @Test func `--help names the commands`() async throws {
        try await Self.expect(
            ["--help"],
            prints: """
                USAGE: atelier <subcommand>

                OPTIONS:
                  --version               Show the version.
                  -h, --help              Show help information.

                SUBCOMMANDS:
                  serve (default)         Run the service until SIGTERM or Ctrl-C.
                  migrate                 Apply, undo, list or begin migrations.
                  backup                  Copy the SQLite database into a new file and check
                                          it; the service may run.
                  restore                 Put a backup in the place of the SQLite database; the
                                          service must not run.
                  config                  Print the settings in effect; secrets are masked.
                  ledger                  Look after the members' money.

                  See 'atelier help <subcommand>' for detailed help.

                """
        )
    }

    @Test func `migrate applies what is missing, lists it, and undoes it only when that is meant`() async throws {
        try await TemporaryDirectory.with { directory in
            let settings = ["ENVIRONMENT": "development", "DATABASE_URL": "sqlite://\(directory)/atelier.db"]
            func expect(_ arguments: String..., exit: Int32 = 0, prints text: String) async throws {
                try await Self.expect(["migrate"] + arguments, settings, exit: exit, prints: text)
            }
            try await expect("status", prints: Self.migrations("pending"))
            try await expect(prints: Self.migrations("applied"))
            try await expect("up", prints: "nothing to apply\n")
            try await expect("status", prints: Self.migrations("applied"))
            try await expect(
                "down",
                exit: 64,
                prints: """
                    Error: 'migrate down' drops tables with their data; say --allow-drop when you mean it.
                    Usage: atelier migrate down [<count>] [--all] [--allow-drop]
                      See 'atelier migrate down --help' for more information.

                    """
            )
            try await expect("status", prints: Self.migrations("applied"))
            let steps = Self.migrations("undone").split(separator: "\n").reversed()
            try await expect("down", "--all", "--allow-drop", prints: steps.joined(separator: "\n") + "\n")
            try await expect("status", prints: Self.migrations("pending"))
        }
    }

    @Test func `migrate says that the database cannot be reached, and not with which password`() async throws {
        let port = try await FreePort.find()
        let url = "postgres://ada:canary-one@127.0.0.1:\(port)/atelier?sslpassword=canary-two"
        try await Self.expect(
            ["migrate"],
            ["ENVIRONMENT": "development", "DATABASE_URL": url],
            exit: 1,
            prints: """
                Error: connection: postgres:127.0.0.1:\(port)/atelier cannot be reached: nothing listens there; \
                start the server or check host and port.

                """
        )
    }

    @Test func `S1-50 config prints every setting with its source, masks secrets, and names a misspelt one`()
        async throws
    {
        try await Self.expect(
            ["config"],
            [
                "ENVIRONMENT": "development", "TELEGRAM_TOKEN": TelegramDouble.token, "HTTP_PROT": "1",
                "DATABASE_URL": "postgres://ada:canary%2Cone@db/atelier?sslpassword=canary,two&connect_timeout=2",
            ],
            prints: """
                ADMIN_HTTP_HOST=127.0.0.1  # default
                ADMIN_HTTP_PORT=9080  # default
                ADMIN_IDS=  # default
                DATABASE_DIRECT_URL=(none)  # default
                DATABASE_MIGRATION_LOCK_TIMEOUT=5  # default
                DATABASE_MIGRATION_URL=(none)  # default
                DATABASE_POOLER=none  # default
                DATABASE_POOL_OVERFLOW=10  # default
                DATABASE_POOL_SIZE=20  # default
                DATABASE_POOL_TIMEOUT=5  # default
                DATABASE_REPLICA_URL=(none)  # default
                DATABASE_SLOW_STATEMENT_MS=500  # default
                DATABASE_STARTUP=wait  # default
                DATABASE_URL=postgres://ada:***@db/atelier?sslpassword=***&connect_timeout=2  # environment
                ENVIRONMENT=development  # environment
                HTTP_DRAIN_DELAY=(none)  # default
                HTTP_HOST=127.0.0.1  # default
                HTTP_PORT=8080  # default
                KIE_API_KEY=(none)  # default
                KIE_API_URL=https://api.kie.ai  # default
                KIE_CALLBACK_KEY=(none)  # default
                LOG_FORMAT=(none)  # default
                LOG_LEVEL=info  # default
                LOG_PERSONAL=hidden  # default
                PUBLIC_URL=(none)  # default
                SECRETS_DIRECTORY=(none)  # default
                SECRETS_FROM_ENVIRONMENT=(none)  # default
                SHUTDOWN_TIMEOUT=25  # default
                TELEGRAM_API_URL=https://api.telegram.org  # default
                TELEGRAM_MODE=(none)  # default
                TELEGRAM_TOKEN=***  # environment
                TELEGRAM_WEBHOOK_SECRET=(none)  # default
                WELCOME_BALANCE=10000  # default
                ! HTTP_PROT in environment is not a setting of this service; did you mean HTTP_PORT?

                """
        )
    }

    @Test func `config calls no setting unknown while another one is malformed`() async throws {
        try await TemporaryDirectory.with { directory in
            let variables = "ENVIRONMENT=development\nHTTP_PORT=abc\nADMIN_IDS=7\nKIE_API_KEY=key\n"
            try variables.write(toFile: "\(directory)/.env", atomically: true, encoding: .utf8)
            let process = try ServiceProcess("atelier", ["config"], variables: [:], in: directory)
            defer { process.send(signal: SIGKILL) }
            #expect(await process.exit() == 1)
            #expect(process.output.contains("\nHTTP_PORT=abc  # .env\n"))
            #expect(process.output.contains("Error: HTTP_PORT must be a whole number, not 'abc'.\n"))
            #expect(!process.output.contains("!"))
        }
    }

    @Test(arguments: [
        ([:], "Error: TELEGRAM_TOKEN must be set outside development.\n"),
        (
            ["ENVIRONMENT": "development", "HTTP_PORT": "eighty"],
            "Error: HTTP_PORT must be a whole number, not 'eighty'.\n"
        ),
        (
            ["ENVIRONMENT": "development", "HTTP_PORT": "65536"],
            "Error: HTTP_PORT must be a port from 0 to 65535.\n"
        ),
    ])
    func `S1-50 a setting that is missing or malformed stops the start with one sentence`(
        settings: [String: String],
        sentence: String
    ) async throws {
        try await Self.expect(["serve"], settings, exit: 1, prints: sentence)
    }

    @Test(arguments: ["HTTP_PORT", "ADMIN_HTTP_PORT"])
    func `a port that is taken is told of with the setting of another`(setting: String) async throws {
        let other = HTTPServer(HTTPServerConfiguration(port: 0)) { ChatPageRoutes() }
        try await other.bind()
        let port = try #require(other.port)
        let variables = [
            "ENVIRONMENT": "development", "HTTP_PORT": "\(try await FreePort.find())", "ADMIN_HTTP_PORT": "0",
        ]
        try await TemporaryDirectory.with { directory in
            let all = variables.merging([setting: "\(port)"]) { $1 }
            let process = try ServiceProcess("atelier", variables: all, in: directory)
            defer { process.send(signal: SIGKILL) }
            #expect(await process.exit() == 1)
            let sentence = """
                Cannot listen on 127.0.0.1:\(port): Address already in use (errno 98). Choose another port by \(setting) or \
                stop what uses it.
                """
            #expect(process.output.contains(sentence))
        }
        await other.drain(until: .after(.seconds(1)))
    }

    @Test func `an argument that there is not is refused with the usage`() async throws {
        try await Self.expect(
            ["migrate", "sideways"],
            exit: 64,
            prints: """
                Error: Unexpected argument 'sideways'
                Usage: atelier migrate up [--allow-drop]
                  See 'atelier migrate up --help' for more information.

                """
        )
    }

    @Test(arguments: TestEngine.allCases)
    func `ledger check says in a line that the books are right, or fails with what is wrong`(
        engine: TestEngine
    ) async throws {
        try await engine.withDatabaseURL { url in
            let settings = ["ENVIRONMENT": "development", "DATABASE_URL": url]
            func expect(exit code: Int32, prints text: String) async throws {
                try await Self.expect(["ledger", "check"], settings, exit: code, prints: text)
            }
            try await expect(
                exit: 1,
                prints: """
                    Error: migrationDrift: Migration 1 'create members' of 'atelier' is not applied; run 'migrate up' first.

                    """
            )
            try await Self.expect(["migrate"], settings, prints: Self.migrations("applied"))
            try await expect(exit: 0, prints: "the ledger is right: 2 accounts, 0 operations, the sum is zero\n")
            let service = try Service(Atelier.self, settings: Settings(SettingSources(variables: settings)))
            let database = service.assembly.databases[0]
            try await database.open()
            try await database.run("UPDATE accounts SET balance = 2050 WHERE kind = 'revenue'")
            await database.close()
            try await expect(
                exit: 1,
                prints: """
                    Error: the ledger is wrong:
                    - the sum of all accounts is 20.50 RUB, not zero
                    - account 2 holds 20.50 RUB, its entries add up to 0.00 RUB

                    """
            )
        }
    }

    @Test func `ledger alone, and its help, name what it does`() async throws {
        let help = """
            OVERVIEW: Look after the members' money.

            USAGE: atelier ledger <subcommand>

            OPTIONS:
              --version               Show the version.
              -h, --help              Show help information.

            SUBCOMMANDS:
              check                   Check that the accounts add up to zero and agree with
                                      the entries.

              See 'atelier help ledger <subcommand>' for detailed help.

            """
        try await Self.expect(["ledger"], prints: help)
        try await Self.expect(["ledger", "--help"], prints: help)
    }

    /// The lines of `migrate` that say the same of every migration.
    private static func migrations(_ word: String) -> String {
        [
            "atelier 1 create members", "atelier 2 create models", "atelier 3 create wallets",
            "atelier 4 create generations", "atelier 5 create preferences", "atelier 6 create transfers",
            "atelier 7 index references",
            "martlet.jobs 1 create the job queue", "martlet.jobs 2 create the inbox",
        ].map { "\(word) \($0)\n" }.joined()
    }

    private static func expect(
        _ arguments: [String],
        _ variables: [String: String] = [:],
        exit code: Int32 = 0,
        prints text: String,
        at location: SourceLocation = #_sourceLocation
    ) async throws {
        try await TemporaryDirectory.with { directory in
            let process = try ServiceProcess("atelier", arguments, variables: variables, in: directory)
            defer { process.send(signal: SIGKILL) }
            #expect(await process.exit() == code, sourceLocation: location)
            #expect(process.output == text, sourceLocation: location)
        }
    }
}
