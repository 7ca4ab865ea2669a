public import MartletTelemetry

extension LogSettings {
    /// Reads `LOG_LEVEL`, `LOG_FORMAT` and `LOG_PERSONAL`.
    public init(_ settings: Settings) throws {
        self.init()
        let isDevelopment = settings.environment == .development
        let log = settings.scoped(to: "log")
        level = try log.value(
            "level",
            default: .info,
            about: "`debug`, `info`, `warning`, `error` or `critical`."
        )
        let chosen: LogFormat? = try log.optional(
            "format",
            about: "`json` or `console`; by default `console` in development on a terminal, `json` everywhere else."
        )
        format = chosen ?? .standard(inDevelopment: isDevelopment)
        personal = try log.value(
            "personal",
            default: .hidden,
            about: "`hidden` hashes or cuts personal data in logs, `clear` writes it."
        )
    }
}
