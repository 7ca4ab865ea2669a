import Martlet
import MartletTesting
import Testing

/// Where settings come from, and what stops the start.
@Suite struct SettingsUnitTests {
    @Test func `S1-50 a setting that is malformed is named with what it must be`() throws {
        let settings = try Settings(SettingSources(variables: ["HTTP_PORT": "eighty", "LOG_LEVEL": "loud"]))
        let error = #expect(throws: SettingsError.self) {
            try settings.scoped(to: "http").value("port", default: 8080, about: "Port.")
        }
        #expect(error?.description == "HTTP_PORT must be a whole number, not 'eighty'.")
        let other = #expect(throws: SettingsError.self) { try LogSettings(settings) }
        #expect(
            other?.description
                == "LOG_LEVEL must be debug, info, warning, error, critical (one of these), not 'loud'."
        )
    }

    @Test func `S1-50 a malformed environment stops before anything else is read`() {
        let error = #expect(throws: SettingsError.self) {
            try Settings(SettingSources(variables: ["ENVIRONMENT": "prod"]))
        }
        #expect(
            error?.description == "ENVIRONMENT must be production, staging, development (one of these), not 'prod'."
        )
    }

    @Test func `production is the default environment`() throws {
        #expect(try Settings(SettingSources(variables: [:])).environment == .production)
    }

    @Test func `an empty value is none`() throws {
        let settings = try Settings(SettingSources(variables: ["NAME": "", "KEY": "", "ENVIRONMENT": ""]))
        #expect(try settings.value("name", default: "martlet", about: "Name.") == "martlet")
        #expect(try settings.optional("name", about: "Name.") as String? == nil)
        #expect(try settings.secret("key", about: "Key.") == nil)
    }

    @Test(arguments: [
        ("0", Duration.zero), ("1", .seconds(1)), ("0.25", .milliseconds(250)), ("1000000000", .seconds(1_000_000_000)),
    ])
    func `a duration is a number of seconds`(text: String, duration: Duration) throws {
        let settings = try Settings(SettingSources(variables: ["PAUSE": text]))
        #expect(try settings.value("pause", default: Duration.seconds(9), about: "Pause.") == duration)
    }

    @Test(arguments: ["-1", "soon", "1e10", "nan", "inf", "1s"])
    func `a duration that is none is refused`(text: String) throws {
        let settings = try Settings(SettingSources(variables: ["PAUSE": text]))
        #expect(throws: SettingsError(variable: "PAUSE", expectation: "a number of seconds, not '\(text)'")) {
            try settings.value("pause", default: Duration.seconds(9), about: "Pause.")
        }
    }

    @Test func `files of secrets come before the environment, and that before the file of variables`() async throws {
        try await TemporaryDirectory.with { directory in
            try TextFile.write("FIRST=file\nSECOND=file\nTHIRD=file\n", to: "\(directory)/.env")
            try TextFile.write("secret\n", to: "\(directory)/secrets/FIRST")
            let sources = try await SettingSources(
                environment: ["SECRETS_DIRECTORY": "\(directory)/secrets", "FIRST": "variable", "SECOND": "variable"],
                file: "\(directory)/.env"
            )
            let settings = try Settings(sources)
            #expect(try settings.value("first", default: "", about: "") == "secret")
            #expect(try settings.value("second", default: "", about: "") == "variable")
            #expect(try settings.value("third", default: "", about: "") == "file")
            let origins = settings.declared.reduce(into: [:]) { $0[$1.variable] = $1.source }
            #expect(origins["FIRST"] == "\(directory)/secrets")
            #expect(origins["SECOND"] == "environment")
            #expect(origins["THIRD"] == "\(directory)/.env")
        }
    }

    @Test func `a directory of secrets that is not there stops the start`() async throws {
        let error = await #expect(throws: SettingsError.self) {
            try await SettingSources(environment: ["SECRETS_DIRECTORY": "/nowhere/at/all"], file: "/nowhere/.env")
        }
        #expect(error?.description == "SECRETS_DIRECTORY must be a directory whose files can be read.")
    }

    @Test func `outside development a secret is not taken from a plain variable`() throws {
        let settings = try Settings(SettingSources(variables: ["API_KEY": "a-canary-of-a-key"]))
        let error = #expect(throws: SettingsError.self) { try settings.secret("api.key", about: "Key.") }
        #expect(error?.variable == "API_KEY")
        #expect(error?.description.contains("SECRETS_FROM_ENVIRONMENT=allow") == true)
        #expect(error?.description.contains("canary") == false)
    }

    @Test(arguments: [
        ["ENVIRONMENT": "development"], ["SECRETS_FROM_ENVIRONMENT": "allow"],
        ["ENVIRONMENT": "staging", "SECRETS_FROM_ENVIRONMENT": "allow"],
    ])
    func `in development, or where it is allowed, a secret is taken from a plain variable`(
        variables: [String: String]
    ) throws {
        let given = variables.merging(["API_KEY": "a-canary-of-a-key"]) { $1 }
        let settings = try Settings(SettingSources(variables: given))
        #expect(try settings.secret("api.key", about: "Key.")?.reveal() == "a-canary-of-a-key")
    }

    @Test func `in production a secret is taken from its file`() async throws {
        try await TemporaryDirectory.with { directory in
            try TextFile.write("from-a-file\n", to: "\(directory)/api_key")
            let sources = try await SettingSources(
                environment: ["SECRETS_DIRECTORY": directory],
                file: "\(directory)/.env"
            )
            let settings = try Settings(sources)
            #expect(try settings.secret("api.key", about: "Key.")?.reveal() == "from-a-file")
        }
    }

    @Test func `S1-50 printing settings shows a secret masked`() throws {
        let settings = try Settings(
            SettingSources(variables: ["ENVIRONMENT": "development", "API_KEY": "a-canary-of-a-key"])
        )
        _ = try settings.secret("api.key", about: "Key.")
        let record = try #require(settings.declared.first { $0.variable == "API_KEY" })
        #expect(record.isSecret)
        #expect(record.value == "***")
        #expect(!"\(settings.declared)".contains("canary"))
    }

    @Test func `a misspelt setting is named with the one that was probably meant`() throws {
        let settings = try Settings(SettingSources(variables: ["HTTP_PROT": "8081", "COLOUR": "red"]))
        _ = try settings.scoped(to: "http").value("port", default: 8080, about: "Port.")
        #expect(
            settings.misspelt.map(\.description) == [
                "COLOUR in given is not a setting of this service.",
                "HTTP_PROT in given is not a setting of this service; did you mean HTTP_PORT?",
            ]
        )
    }

    @Test func `the process's environment holds much else, so only a near miss is named there`() async throws {
        let sources = try await SettingSources(
            environment: ["HTTP_PROT": "8081", "EDITOR": "vi", "HTTP_PORTS_OF_OTHERS": "1"],
            file: "/nowhere/.env"
        )
        let settings = try Settings(sources)
        _ = try settings.scoped(to: "http").value("port", default: 8080, about: "Port.")
        #expect(settings.misspelt.map(\.variable) == ["HTTP_PROT"])
    }

    @Test func `a line of the file of variables that sets nothing is named by its number, not its text`() async throws {
        try await TemporaryDirectory.with { directory in
            let text = "# A comment\n\n  # B=c\nPORT=1\nTOKEN a-canary\n=a-canary\n  \nNAME=\r\n  a-canary  "
            try TextFile.write(text, to: "\(directory)/.env")
            let settings = try Settings(await SettingSources(environment: [:], file: "\(directory)/.env"))
            _ = try settings.value("port", default: 8080, about: "Port.")
            _ = try settings.optional("name", about: "Name.") as String?
            #expect(
                settings.unreadable.map(\.description)
                    == [5, 6, 9].map {
                        "Line \($0) in \(directory)/.env is not NAME=value and sets nothing."
                    }
            )
            #expect(settings.misspelt.isEmpty)
        }
    }

    @Test func `spaces around names and values, comments and line ends of Windows do not count`() async throws {
        try await TemporaryDirectory.with { directory in
            let text = "# FIRST=0\r\n FIRST = 1 \r\nSECOND=a=b # c\r\nTHIRD=1\r\nTHIRD=2\r\n"
            try TextFile.write(text, to: "\(directory)/.env")
            let settings = try Settings(await SettingSources(environment: [:], file: "\(directory)/.env"))
            let values = try ["first", "second", "third"].map { try settings.value($0, default: "", about: "") }
            #expect(values == ["1", "a=b # c", "2"])
            #expect(settings.unreadable.isEmpty && settings.misspelt.isEmpty)
        }
    }

    @Test func `the table of settings has a line a setting, in the order of their names`() throws {
        let settings = try Settings(SettingSources(variables: ["ENVIRONMENT": "development", "PORT": "1"]))
        _ = try settings.value("port", default: 8080, about: "Port.")
        _ = try settings.secret("key", about: "Key.")
        _ = try settings.optional("mode", about: "Mode.") as String?
        let lines = SettingsTable(settings.declared).description.split(separator: "\n")
        #expect(lines[0] == "| setting | default | what for |")
        #expect(lines.contains("| `KEY` | secret | Key. |"))
        #expect(lines.contains("| `MODE` |  | Mode. |"))
        #expect(lines.contains("| `PORT` | `8080` | Port. |"), "the default, not the value in effect")
        #expect(lines.dropFirst(2).map(String.init) == lines.dropFirst(2).map(String.init).sorted())
    }
}
