@testable import Atelier
import FoundationEssentials
import Martlet
import MartletTesting
import Testing

/// What the service makes of its settings before anything is started.
@Suite struct AtelierSettingsUnitTests {
    /// Settings that a production service starts with.
    private static let production = [
        "SECRETS_FROM_ENVIRONMENT": "allow", "TELEGRAM_TOKEN": TelegramDouble.token, "TELEGRAM_MODE": "webhook",
        "TELEGRAM_WEBHOOK_SECRET": TelegramDouble.secret, "DATABASE_URL": "sqlite://never-opened.db",
        "KIE_API_KEY": "the-key-of-the-provider",
    ]

    @Test(arguments: [
        (["ENVIRONMENT": "live"], "ENVIRONMENT must be production, staging, development (one of these), not 'live'."),
        (["HTTP_PORT": "http"], "HTTP_PORT must be a whole number, not 'http'."),
        (["HTTP_PORT": "99999999999999999999"], "HTTP_PORT must be a whole number, not '99999999999999999999'."),
        (["HTTP_PORT": "65536"], "HTTP_PORT must be a port from 0 to 65535."),
        (["ADMIN_HTTP_PORT": "-1"], "ADMIN_HTTP_PORT must be a port from 0 to 65535."),
        (["DATABASE_URL": "mysql://db"], "DATABASE_URL must be a URL that begins with one of "),
        (["DATABASE_URL": "sqlite://"], "DATABASE_URL must be "),
        (["DATABASE_URL": "postgres://[host/name"], "DATABASE_URL must be "),
        (["TELEGRAM_TOKEN": ""], "TELEGRAM_TOKEN must be set outside development."),
        (["DATABASE_URL": "postgres://u:pA@Ss#W/rd@127.0.0.1:1/x"], "DATABASE_URL must be a URL that its engine takes"),
        (["DATABASE_URL": "postgres://u:p@127.0.0.1:port/x"], "DATABASE_URL must be a URL that its engine takes"),
        (["DATABASE_URL": "postgres://"], "DATABASE_URL must be a URL that its engine takes"),
        (["TELEGRAM_API_URL": "telegram"], "TELEGRAM_API_URL must be "),
        (["TELEGRAM_MODE": "push"], "TELEGRAM_MODE must be webhook, polling (one of these), not 'push'."),
        (["TELEGRAM_WEBHOOK_SECRET": ""], "TELEGRAM_WEBHOOK_SECRET must be set where updates come by webhook."),
        (
            ["TELEGRAM_WEBHOOK_SECRET": "not/allowed"],
            "TELEGRAM_WEBHOOK_SECRET must be 1 to 256 letters, digits, _ and -."
        ),
        (["PUBLIC_URL": "http://atelier.example"], "PUBLIC_URL must be a URL that begins with https://"),
        (["PUBLIC_URL": "https://"], "PUBLIC_URL must be a URL that begins with https://, as Telegram demands"),
        (["PUBLIC_URL": "https:///path"], "PUBLIC_URL must be a URL that begins with https://"),
        (["PUBLIC_URL": "https://:443"], "PUBLIC_URL must be a URL that begins with https://"),
        (["KIE_API_KEY": ""], "KIE_API_KEY must be set outside development."),
        (["KIE_API_URL": "kie.ai"], "KIE_API_URL must be http:// or https://, a host, and maybe a port and a path."),
        (["ADMIN_IDS": "1,x"], "ADMIN_IDS must be whole numbers separated by commas; 'x' is none."),
        (["WELCOME_BALANCE": "1.50"], "WELCOME_BALANCE must be a whole number, not '1.50'."),
        (["WELCOME_BALANCE": "-1"], "WELCOME_BALANCE must be kopecks from 0 to 1000000000000."),
        (["WELCOME_BALANCE": "1000000000001"], "WELCOME_BALANCE must be kopecks from 0 to 1000000000000."),
        (["LOG_LEVEL": "loud"], "LOG_LEVEL must be debug, info, warning, error, critical (one of these), not 'loud'."),
        (["LOG_FORMAT": "xml"], "LOG_FORMAT must be json, console (one of these), not 'xml'."),
        (["SHUTDOWN_TIMEOUT": "soon"], "SHUTDOWN_TIMEOUT must be a number of seconds, not 'soon'."),
        (["DATABASE_STARTUP": "hope"], "DATABASE_STARTUP must be wait, exit (one of these), not 'hope'."),
    ])
    func `S1-50 a missing or malformed setting stops the start with a sentence that names it`(
        change: [String: String],
        sentence: String
    ) {
        let error = #expect(throws: (any Error).self) { try Self.assemble(Self.production.merging(change) { $1 }) }
        let text = error.map { "\($0)" } ?? ""
        #expect(text.hasPrefix(sentence))
        for secret in [TelegramDouble.token, TelegramDouble.secret, "the-key-of-the-provider"] {
            #expect(!text.contains(secret))
        }
    }

    @Test(arguments: ["a b", "tok/../x", "x", "1:", ":x", "1:x/../y", "1:x\n", "1:é", "a1:x", "１:x", " 1:x", "1:x:y"])
    func `S1-50 a bot's token that cannot be one stops the start and is not printed`(token: String) {
        let error = #expect(throws: SettingsError.self) {
            try Self.assemble(Self.production.merging(["TELEGRAM_TOKEN": token]) { $1 })
        }
        let sentence = "TELEGRAM_TOKEN must be digits, a colon, then letters, digits, _ and -, as BotFather gives it."
        #expect(error?.description == sentence)
    }

    @Test(arguments: ["1:x", "1234567890:AAF_-9", TelegramDouble.token])
    func `a bot's token is digits, a colon, and letters, digits, _ and -`(token: String) throws {
        _ = try Self.assemble(Self.production.merging(["TELEGRAM_TOKEN": token]) { $1 })
    }

    @Test func `S1-51 the same service assembles with two configurations`() throws {
        let production = try Self.assemble(Self.production)
        #expect(production.assembly.facts.contains(Fact("updates", "webhook, not registered")))
        let development = try Self.assemble(["ENVIRONMENT": "development"])
        #expect(development.assembly.facts.contains(Fact("updates", "stand-in")))
        #expect(development.assembly.facts.contains(Fact("provider", "stand-in")))
    }

    @Test(arguments: [
        (["TELEGRAM_MODE": "polling"], "TELEGRAM_MODE"), (["PUBLIC_URL": "https://atelier.example"], "PUBLIC_URL"),
        (["TELEGRAM_API_URL": "http://127.0.0.1:1", "TELEGRAM_MODE": "webhook"], "TELEGRAM_API_URL, TELEGRAM_MODE"),
    ])
    func `a setting that would have no effect without a bot is refused`(given: [String: String], names: String) {
        let error = #expect(throws: SettingsError.self) {
            try Self.assemble(given.merging(["ENVIRONMENT": "development"]) { $1 })
        }
        #expect(error?.description.hasPrefix("TELEGRAM_TOKEN must be set where \(names) is: ") == true)
    }

    @Test func `S0-26 secrets that the service makes itself are masked in logs too`() throws {
        let settings = try Settings(SettingSources(variables: ["ENVIRONMENT": "development"]))
        let telegram = try TelegramSettings(settings)
        for secret in [telegram.token, telegram.webhookSecret] {
            #expect(settings.redactor.redacted("it is \(secret.reveal())") == "it is ***")
        }
    }

    @Test func `outside development a secret in a plain variable stops the start`() {
        var variables = Self.production
        variables["SECRETS_FROM_ENVIRONMENT"] = nil
        let error = #expect(throws: SettingsError.self) { try Self.assemble(variables) }
        #expect(error?.variable == "TELEGRAM_TOKEN")
    }

    @Test func `development listens on loopback only`() {
        let error = #expect(throws: SettingsError.self) {
            try Self.assemble(["ENVIRONMENT": "development", "HTTP_HOST": "0.0.0.0"])
        }
        #expect(error?.variable == "HTTP_HOST")
    }

    @Test func `a misspelt setting is named`() throws {
        let variables = Self.production.merging(["TELEGRAM_TOKN": "x"]) { $1 }
        let settings = try Settings(SettingSources(variables: variables))
        _ = try Service(Atelier.self, settings: settings)
        #expect(
            settings.misspelt.map(\.description)
                .contains("TELEGRAM_TOKN in given is not a setting of this service; did you mean TELEGRAM_TOKEN?")
        )
    }

    @Test(arguments: [
        ("", []), ("1,2", [1, 2]), (" 1 , 2 ", [1, 2]), ("1,2,", [1, 2]), (",", []), ("-5", [-5]),
        ("9223372036854775807", [Int64.max]),
    ])
    func `S0-36 F-11 ADMIN_IDS lists whole numbers, with spaces and commas as they come`(
        text: String,
        ids: [Int64]
    ) throws {
        let settings = try Settings(SettingSources(variables: ["ADMIN_IDS": text]))
        let admins = try Admins(settings.scoped(to: "admin"))
        for id in ids { #expect(admins.contains(id)) }
        for other in [0, 3, 12] as [Int64] { #expect(!admins.contains(other)) }
    }

    @Test(arguments: [
        ("x", "x"), ("1,two", "two"), ("1,1.5", "1.5"), ("9223372036854775808", "9223372036854775808"),
        ("1001 1002", "1001 1002"), ("1, 2 3 ", "2 3"), ("1\n2", "1\n2"),
    ])
    func `S0-36 F-11 an entry of ADMIN_IDS that is no number stops the start and is named`(
        text: String,
        entry: String
    ) throws {
        let settings = try Settings(SettingSources(variables: ["ADMIN_IDS": text]))
        let error = #expect(throws: SettingsError.self) { try Admins(settings.scoped(to: "admin")) }
        #expect(error?.description == "ADMIN_IDS must be whole numbers separated by commas; '\(entry)' is none.")
    }

    @Test func `S1-82 the README lists every setting with its default and meaning`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let readme = String(decoding: try Data(contentsOf: root.appending(path: "README.md")), as: UTF8.self)
        let parts = readme.split(separator: "<!-- settings -->\n")
        let table = try #require(parts.last?.split(separator: "\n<!-- /settings -->").first)
        #expect(String(table) == "\(try SettingsTable(of: Atelier.self))", "atelier config --markdown prints the table")
    }

    private static func assemble(_ variables: [String: String]) throws -> Service {
        let settings = try Settings(SettingSources(variables: variables))
        _ = try LogSettings(settings)
        return try Service(Atelier.self, settings: settings)
    }
}
