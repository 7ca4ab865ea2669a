public import Configuration
package import MartletDatabase
public import MartletPayload
public import MartletTelemetry

/// The service's settings: each is declared where it is read, once.
///
/// A declaration gives the value, the error when it is malformed, the row in `config` and in the README, and the list of
/// known keys that a misspelt one is compared with. The key `http.port` is the variable `HTTP_PORT`, in the process's
/// environment or in a `.env` file.
///
/// ```swift
/// let port = try settings.value("http.port", default: 8080, about: "Port of the public listener.")
/// let token = try settings.secret("telegram.token", about: "Token of the bot.")
/// ```
public struct Settings: Sendable {
    /// The reader underneath, for libraries that configure themselves with swift-configuration.
    public let reader: ConfigReader

    /// Knows every secret from the moment it is read; a service registers those that it makes itself.
    public let redactor: Redactor

    /// Where the service runs.
    public private(set) var environment = Environment.production

    /// What is put around each engine that the settings choose; for tests.
    package var engineWrapper: (@Sendable (any DatabaseEngine) -> any DatabaseEngine)?

    /// What engines are made with where no setting says otherwise.
    package var engineOptions = EngineOptions()

    private let ledger: SettingsLedger
    private var scope: [String] = []
    private var plainSecrets: PlainSecrets?

    /// Creates settings over sources, and reads where the service runs.
    ///
    /// - Parameters:
    ///   - sources: Where values come from.
    ///   - redactor: Learns the secrets, for the logs.
    /// - Throws: ``SettingsError`` when `ENVIRONMENT` or `SECRETS_FROM_ENVIRONMENT` is malformed.
    public init(_ sources: SettingSources, redactor: Redactor = Redactor()) throws {
        self.redactor = redactor
        ledger = SettingsLedger(sources: sources)
        reader = ConfigReader(providers: sources.providers, accessReporter: ledger)
        environment = try value(
            "environment",
            default: .production,
            about: "`production`, `staging` or `development`; development listens on loopback only."
        )
        let _: String? = try optional(
            "secrets.directory",
            about: "Directory of files, each named after the secret it holds; a variable of the process only."
        )
        plainSecrets = try optional(
            "secrets.from.environment",
            about: "`allow` takes secrets from plain variables outside development."
        )
    }

    /// Every setting declared so far, in the order of their names.
    public var declared: [SettingRecord] {
        ledger.records
    }

    /// The given variables that no declared setting reads and that look like a misspelt one, with the likely name.
    ///
    /// Complete once the service has been assembled.
    public var misspelt: [MisspeltSetting] {
        ledger.misspelt
    }

    /// The lines of a file of variables that are neither `NAME=value` nor comments.
    public var unreadable: [UnreadableLine] {
        ledger.unreadable
    }

    /// Returns the settings below a key: `scoped(to: "http").value("port", …)` reads `http.port`.
    public func scoped(to key: String) -> Settings {
        var scoped = self
        scoped.scope += ConfigKey(key).components
        return scoped
    }

    /// Declares and reads a setting that has a default.
    ///
    /// - Parameters:
    ///   - key: The key within this scope, its parts separated by dots.
    ///   - standard: The value when none is given.
    ///   - about: What the setting is for, in one line of Markdown.
    /// - Returns: The value given, or the default.
    /// - Throws: ``SettingsError`` when the value given is malformed.
    public func value<Value: SettingValue>(_ key: String, default standard: Value, about: String) throws -> Value {
        try read(key, about: about, standard: standard.settingText) ?? standard
    }

    /// Declares and reads a setting that may be left out.
    ///
    /// - Parameters:
    ///   - key: The key within this scope, its parts separated by dots.
    ///   - about: What the setting is for, in one line of Markdown.
    /// - Returns: The value given, or nil.
    /// - Throws: ``SettingsError`` when the value given is malformed.
    public func optional<Value: SettingValue>(_ key: String, about: String) throws -> Value? {
        try read(key, about: about, standard: nil)
    }

    /// Declares and reads a secret, which is never printed.
    ///
    /// Outside development it is taken from a file in `SECRETS_DIRECTORY`; from a plain variable only where
    /// `SECRETS_FROM_ENVIRONMENT=allow`.
    ///
    /// - Parameters:
    ///   - key: The key within this scope, its parts separated by dots.
    ///   - about: What the secret is for, in one line of Markdown.
    /// - Returns: The secret, or nil when none is given.
    /// - Throws: ``SettingsError`` when its source is not allowed here.
    public func secret(_ key: String, about: String) throws -> Secret<String>? {
        guard let text = lookUp(key, about: about, standard: nil, isSecret: true) else { return nil }
        return try admit(text, in: key)
    }

    /// Takes a secret that stands in a setting's value, for example the password in a URL.
    ///
    /// - Parameters:
    ///   - text: The secret.
    ///   - key: The key within this scope of the setting that holds it, which has been read.
    /// - Returns: The secret, which the redactor will know.
    /// - Throws: ``SettingsError`` when the setting's source is not allowed for secrets here.
    @discardableResult
    func admit(_ text: String, in key: String) throws -> Secret<String> {
        redactor.register(text)
        let source = ledger.source(of: scope + ConfigKey(key).components)
        guard environment == .development || plainSecrets == .allow || source?.keepsSecrets == true else {
            // Masking this sentence would take its last word for a secret.
            throw SettingsError(
                variable: variable(key),
                expectation: """
                    kept in a file of that name in SECRETS_DIRECTORY: outside development a secret is not taken from a \
                    plain variable, unless SECRETS_FROM_ENVIRONMENT=allow
                    """
            )
        }
        return Secret(text)
    }

    /// Returns the error for a value that cannot be used, naming the setting; secrets in it are masked.
    ///
    /// - Parameters:
    ///   - key: The key within this scope.
    ///   - expectation: What the value must be; completes the sentence "HTTP_PORT must be …".
    /// - Returns: The error to throw.
    public func unusable(_ key: String, _ expectation: String) -> SettingsError {
        SettingsError(variable: variable(key), expectation: redactor.redacted(expectation))
    }

    private func read<Value: SettingValue>(_ key: String, about: String, standard: String?) throws -> Value? {
        guard let text = lookUp(key, about: about, standard: standard, isSecret: false) else { return nil }
        guard let value = Value(settingText: text) else {
            throw unusable(key, "\(Value.expectation), not '\(text)'")
        }
        return value
    }

    /// Reads a value and enters the declaration into the ledger; an empty value is none.
    private func lookUp(_ key: String, about: String, standard: String?, isSecret: Bool) -> String? {
        let components = scope + ConfigKey(key).components
        let text = reader.string(forKey: ConfigKey(components), isSecret: isSecret).flatMap { $0.isEmpty ? nil : $0 }
        ledger.add(
            SettingRecord(
                variable: variable(key),
                about: about,
                standard: standard,
                value: isSecret ? text.map { "\(Secret($0))" } : text ?? standard,
                source: text.flatMap { _ in ledger.source(of: components)?.name },
                isSecret: isSecret
            )
        )
        return text
    }

    func variable(_ key: String) -> String {
        SettingSource.variable(for: scope + ConfigKey(key).components)
    }
}

/// Whether secrets may come from plain variables outside development.
private enum PlainSecrets: String, SettingValue, CaseIterable {
    case allow
}
