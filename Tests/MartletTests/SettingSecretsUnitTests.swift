import Logging
import Martlet
import MartletPostgres
import MartletSQLite
import MartletTesting
import Testing

/// What is known of secrets that stand in settings, from the moment when they are read.
@Suite struct SettingSecretsUnitTests {
    @Test func `S0-26 a secret is masked in logs from the moment it is read`() throws {
        let settings = try Settings(Self.development(["API_KEY": "a-canary-of-a-key"]))
        let logs = LogCapture()
        let logger = LogOutput(LogSettings(), capture: logs, redactor: settings.redactor).makeLogger(label: "test")
        _ = try settings.secret("api.key", about: "Key.")
        logger.info("unmarked", metadata: ["text": "it says a-canary-of-a-key"])
        #expect(logs.lines.first?.contains("it says ***") == true)
    }

    @Test func `S0-26 a secret whose source is not allowed is masked all the same`() throws {
        let settings = try Settings(SettingSources(variables: ["API_KEY": "a-canary-of-a-key"]))
        #expect(throws: SettingsError.self) { try settings.secret("api.key", about: "Key.") }
        #expect(settings.redactor.redacted("a-canary-of-a-key") == "***")
    }

    @Test(arguments: [
        "postgres://ada:canary%2Cone@db/shop", "postgres://db/shop?user=ada&password=canary%2Cone",
        "postgres://db/shop?sslpassword=canary%2Cone&sslmode=require", "postgres://db/shop?SSLPassword=canary%2Cone",
    ])
    func `F-44 the password in a database's URL is known, as it stands there and decoded`(url: String) throws {
        let settings = try Settings(Self.development(["DATABASE_URL": url]))
        #expect(throws: SettingsError.self) { try settings.database(.sqlite, default: "sqlite://x.db") }
        #expect(settings.redactor.redacted("with canary%2Cone or canary,one") == "with *** or ***")
    }

    @Test(arguments: [
        "postgres://db/shop?sslpassword=canary-one", "postgres://ada:canary-one@db/shop",
    ])
    func `outside development a URL with a password is a secret, wherever it stands there`(url: String) throws {
        let settings = try Settings(SettingSources(variables: ["DATABASE_URL": url]))
        let error = #expect(throws: SettingsError.self) {
            try settings.database(.sqlite, default: "sqlite://x.db")
        }
        #expect(error?.description.contains("SECRETS_DIRECTORY") == true)
    }

    @Test(arguments: [
        "postgres://u:ca@Na#R/y@127.0.0.1:1/x", "postgres://ca:Na-R-y", "postgres://u:ca?Na#R/y@db/x",
        "postgre://ca@Na@R@y",
    ])
    func `F-44 nothing of a database's URL that cannot be used is printed`(url: String) throws {
        let settings = try Settings(Self.development(["DATABASE_URL": url]))
        let error = #expect(throws: SettingsError.self) {
            try settings.database(.sqlite, .postgres, default: "sqlite://x.db")
        }
        #expect(error?.variable == "DATABASE_URL")
        let value = settings.declared.first { $0.variable == "DATABASE_URL" }?.value ?? ""
        for text in [settings.redactor.redacted(value), error?.description ?? ""] {
            for part in ["ca", "Na", "R@y", "R/y"] { #expect(!text.contains(part)) }
        }
    }

    @Test func `F-44 an error that quotes a value masks the secrets in it`() throws {
        let settings = try Settings(Self.development(["API_KEY": "a-canary-of-a-key", "PORT": "a-canary-of-a-key"]))
        _ = try settings.secret("api.key", about: "Key.")
        let error = #expect(throws: SettingsError.self) { try settings.value("port", default: 1, about: "Port.") }
        #expect(error?.description == "PORT must be a whole number, not '***'.")
    }

    private static func development(_ variables: [String: String]) -> SettingSources {
        SettingSources(variables: variables.merging(["ENVIRONMENT": "development"]) { $1 })
    }
}
