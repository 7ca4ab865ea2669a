import Configuration
import FoundationEssentials

/// Where settings come from, the strongest first: files of secrets, the process's environment, a file of variables.
public struct SettingSources: Sendable {
    let sources: [SettingSource]

    /// Takes values from a dictionary only, for tests and documents.
    public init(variables: [String: String]) {
        sources = [SettingSource("given", variables: variables)]
    }

    /// Takes values from the files in `SECRETS_DIRECTORY`, the process's environment, and a file of variables.
    ///
    /// - Parameters:
    ///   - environment: The process's environment.
    ///   - file: The path of the file of variables, which may be missing.
    /// - Throws: ``SettingsError`` when a file or the directory cannot be read.
    public init(environment: [String: String], file: String = ".env") async throws {
        var sources: [SettingSource] = []
        if let directory = environment["SECRETS_DIRECTORY"], !directory.isEmpty {
            do { sources.append(try SettingSource(secretsIn: directory)) } catch {
                throw SettingsError(variable: "SECRETS_DIRECTORY", expectation: "a directory whose files can be read")
            }
        }
        sources.append(SettingSource(SettingSource.environment, variables: environment))
        do { sources.append(try SettingSource(file: file)) } catch {
            throw SettingsError(variable: file, expectation: "a file of lines NAME=value that can be read")
        }
        self.sources = sources
    }

    var providers: [any ConfigProvider] {
        sources.map(\.provider)
    }
}

/// One place that settings come from.
struct SettingSource: Sendable {
    /// What the place is called in `config`.
    let name: String

    /// The values.
    let provider: any ConfigProvider

    /// The names of the variables found there.
    let variables: [String]

    /// The numbers of the lines there that are neither `NAME=value` nor comments.
    let unreadableLines: [Int]

    /// Tells whether the place is made for secrets.
    let keepsSecrets: Bool

    /// Tells whether everything there is meant as a setting, unlike in a process's environment.
    var holdsOnlySettings: Bool { name != Self.environment }

    /// The name of the process's environment.
    static let environment = "environment"

    init(_ name: String, variables: [String: String], keepsSecrets: Bool = false, unreadableLines: [Int] = []) {
        self.name = name
        self.variables = Array(variables.keys)
        self.keepsSecrets = keepsSecrets
        self.unreadableLines = unreadableLines
        provider = EnvironmentVariablesProvider(environmentVariables: variables)
    }

    /// Reads each file of a directory as the value of the variable that it is named after; a last line end is cut.
    init(secretsIn directory: String) throws {
        var values: [String: String] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: directory) where !name.hasPrefix(".") {
            let bytes = try Data(contentsOf: URL(filePath: directory).appending(path: name))
            var text = String(decoding: bytes, as: UTF8.self)
            if text.last?.isNewline == true { text.removeLast() }
            values[name.uppercased()] = text
        }
        self.init(directory, variables: values, keepsSecrets: true)
    }

    /// Reads a file of lines `NAME=value` and comments; a missing file has no values, and the last of two lines counts.
    init(file: String) throws {
        let isThere = FileManager.default.fileExists(atPath: file)
        let text = isThere ? String(decoding: try Data(contentsOf: URL(filePath: file)), as: UTF8.self) : ""
        var values: [String: String] = [:]
        var unreadableLines: [Int] = []
        for (number, line) in zip(1..., text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)) {
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(Self.trimmed)
            if parts[0].hasPrefix("#") || parts == [""] { continue }
            if parts.count == 2, !parts[0].isEmpty {
                values[parts[0]] = parts[1]
            } else {
                unreadableLines.append(number)
            }
        }
        self.init(file, variables: values, unreadableLines: unreadableLines)
    }

    private static func trimmed(_ text: Substring) -> String {
        let start = text.drop(while: \.isWhitespace)
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...last])
    }

    /// The variable of a key: its parts in upper case, joined by underscores.
    static func variable(for components: [String]) -> String {
        components.joined(separator: "_").uppercased()
    }
}
