import Logging
import MartletContext
public import MartletTelemetry
import Metrics

/// A backend that has been assembled, with its logs and metrics: what `serve` and tests run.
public struct Service: Sendable {
    /// The parts.
    public let assembly: Assembly

    /// The metrics of everything in the service.
    public let metrics: PrometheusRegistry

    private let name: String
    private let version: String
    private let settings: Settings
    private let runner: ServiceRunner

    /// Assembles a backend; nothing is connected or started.
    ///
    /// - Parameters:
    ///   - backend: The backend.
    ///   - settings: Its settings.
    /// - Throws: ``SettingsError``, or what the backend throws.
    public init(_ backend: (some Backend).Type, settings: Settings) throws {
        let metrics = PrometheusRegistry()
        self.metrics = metrics
        name = backend.name
        version = backend.version
        self.settings = settings
        let serviceSettings = try ServiceSettings(settings)
        assembly = try withMetricsFactory(metrics) {
            var assembly = try backend.assemble(settings)
            assembly.addUpkeep()
            assembly.insert(try AdminServer(settings.scoped(to: "admin.http"), metrics: metrics))
            return assembly
        }
        for database in assembly.databases { metrics.observe(database) }
        runner = ServiceRunner(assembly: assembly, settings: serviceSettings)
    }

    /// How long the whole shutdown may take.
    public var shutdownTimeout: Duration { runner.settings.shutdownTimeout }

    /// Runs the service in the current context until the wait returns, then shuts it down.
    ///
    /// - Parameters:
    ///   - wait: Returns when the service shall stop.
    ///   - onReady: Called once, when requests are let through.
    /// - Throws: The error that stopped the start, or that a part failed with.
    public func run(
        until wait: @escaping @Sendable () async throws -> Void,
        onReady: @escaping @Sendable () async -> Void = {}
    ) async throws {
        try await withMetricsFactory(metrics) {
            try await runner.run(until: wait) {
                logStart()
                await onReady()
            }
        }
    }

    /// The one record that says what has started, and where.
    private func logStart() {
        var metadata: Logger.Metadata = [
            "service": "\(name)",
            "version": "\(version)",
            "environment": "\(settings.environment.rawValue)",
            "database": "\(assembly.databases.map(\.engine.name).joined(separator: " "))",
            "addresses": "\(assembly.listeners.compactMap(\.address).joined(separator: " "))",
        ]
        for fact in assembly.facts { metadata[fact.name] = "\(fact.value)" }
        for finding in settings.unreadable {
            Context.current.logger.warning("setting_unreadable", metadata: ["finding": "\(finding)"])
        }
        for finding in settings.misspelt {
            Context.current.logger.warning("setting_unknown", metadata: ["finding": "\(finding)"])
        }
        Context.current.logger.info("service_started", metadata: metadata)
    }
}
