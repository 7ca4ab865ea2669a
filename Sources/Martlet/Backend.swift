public import ArgumentParser

/// A service: how it is assembled from its settings.
///
/// ```swift
/// @main
/// struct Shop: Backend {
///     static func assemble(_ settings: Settings) throws -> Assembly { … }
/// }
/// ```
///
/// `@main` gives it its commands: `serve` (the default), `migrate`, `config`, `--version`, and those of ``commands``.
public protocol Backend {
    /// The service's name, in lower case; the type's by default.
    static var name: String { get }

    /// The service's version; `0.0.0` by default.
    static var version: String { get }

    /// The service's own commands beside `serve`, `migrate` and `config`; none by default.
    ///
    /// They are commands of swift-argument-parser, which a service that has some imports itself: arguments, options, help
    /// and commands below commands are there already, and nothing has to be learnt or kept up beside them. They are types,
    /// not parts of the assembly, so that `--help` needs no settings. A command reaches the service's database with
    /// ``withDatabase(_:)``.
    ///
    /// ```swift
    /// struct CountCommand: AsyncParsableCommand {
    ///     static let configuration = CommandConfiguration(commandName: "count", abstract: "Count the cards.")
    ///
    ///     func run() async throws {
    ///         print(try await Shop.withDatabase { try await CardService(database: $0).count() })
    ///     }
    /// }
    /// ```
    static var commands: [any AsyncParsableCommand.Type] { get }

    /// Builds the service's parts; nothing is connected or started here.
    static func assemble(_ settings: Settings) throws -> Assembly
}

extension Backend {
    /// The type's name in lower case.
    public static var name: String { "\(Self.self)".lowercased() }

    /// None.
    public static var commands: [any AsyncParsableCommand.Type] { [] }

    /// The version of a service that has not declared one.
    public static var version: String { "0.0.0" }
}
