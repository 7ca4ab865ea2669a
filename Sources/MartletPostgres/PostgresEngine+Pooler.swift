public import MartletPayload

extension PostgresEngine {
    /// What stands between an engine and its server.
    public enum Pooler: Sendable {
        /// Nothing, or a pooler that lends a session for as long as a connection lasts.
        case none

        /// A pooler that lends a session for one transaction, such as PgBouncer with `pool_mode = transaction`.
        ///
        /// Nothing is left in a session then: statements are not prepared, each runs in a transaction that begins with the
        /// session's settings, and none is pipelined. What needs a session of its own, notifications and the steps of a
        /// migration that run outside of a transaction, takes the server's own address; without one it fails.
        case transactions(directURL: Secret<String>?)
    }
}

extension PostgresEngine.Configuration {
    /// Whether the sessions are lent for one transaction only.
    var sharesSessions: Bool {
        if case .transactions = pooler { true } else { false }
    }
}
