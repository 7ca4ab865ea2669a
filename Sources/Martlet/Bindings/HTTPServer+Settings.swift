public import MartletHTTP

extension HTTPServer {
    /// Creates a server from its settings: `host` and `port`.
    ///
    /// Development listens on loopback only; elsewhere a drain goes on accepting for five seconds, so that balancers
    /// notice, or for `drain.delay`. The server answers `/health`, `/health/live` and `/health/ready`.
    ///
    /// - Parameters:
    ///   - settings: The settings in the server's scope, for example `http`.
    ///   - healthChecks: What must work for the service to be healthy.
    ///   - routes: The routes.
    /// - Throws: ``SettingsError`` when a value cannot be used.
    public convenience init(
        _ settings: Settings,
        healthChecks: [HealthCheck] = [],
        @RoutesBuilder routes: () -> [any Routes]
    ) throws {
        var configuration = try HTTPServerConfiguration(settings)
        let delay: Duration? = try settings.optional(
            "drain.delay",
            about: "Seconds that a shutdown goes on accepting, for balancers; by default 5, in development 0."
        )
        configuration.drainDelay = delay ?? (settings.environment == .development ? .zero : .seconds(5))
        self.init(configuration, healthChecks: healthChecks, routes: routes)
    }
}

extension HTTPServerConfiguration {
    /// Reads `host` and `port` of a server from the settings in its scope.
    ///
    /// - Parameters:
    ///   - settings: The settings in the server's scope, for example `http`.
    ///   - standardPort: The port when none is given.
    ///   - listener: What the listener is called in the table of settings.
    /// - Throws: ``SettingsError`` when a value cannot be used.
    public init(
        _ settings: Settings,
        standardPort: Int = 8080,
        about listener: String = "the public listener"
    ) throws {
        self.init()
        host = try settings.value("host", default: "127.0.0.1", about: "Address of \(listener).")
        guard settings.environment != .development || Self.loopback.contains(host) else {
            throw settings.unusable("host", "127.0.0.1, ::1 or localhost in development, which is on loopback only")
        }
        port = try settings.value("port", default: standardPort, about: "Port of \(listener); 0 takes a free one.")
        portSetting = settings.variable("port")
        guard (0...65_535).contains(port) else {
            throw settings.unusable("port", "a port from 0 to 65535")
        }
    }

    private static let loopback = ["127.0.0.1", "::1", "localhost"]
}
