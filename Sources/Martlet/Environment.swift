/// Where a service runs, which decides how strict its defaults are.
public enum Environment: String, Sendable, CaseIterable {
    /// For customers; the default, and the strictest.
    case production
    /// A rehearsal of production, as strict.
    case staging
    /// A developer's machine: listens on loopback only, and alone has stand-ins for what is not configured.
    case development
}
