/// A service: how it is assembled from its settings.
///
/// ```swift
/// @main
/// struct Shop: Backend {
///     static func assemble(_ settings: Settings) throws -> Assembly { … }
/// }
/// ```
///
/// `@main` gives it its commands: `serve` (the default), `migrate`, `config` and `--version`.
public protocol Backend {
    /// The service's name, in lower case; the type's by default.
    static var name: String { get }

    /// The service's version; `0.0.0` by default.
    static var version: String { get }

    /// Builds the service's parts; nothing is connected or started here.
    static func assemble(_ settings: Settings) throws -> Assembly
}

extension Backend {
    /// The type's name in lower case.
    public static var name: String { "\(Self.self)".lowercased() }

    /// The version of a service that has not declared one.
    public static var version: String { "0.0.0" }
}
