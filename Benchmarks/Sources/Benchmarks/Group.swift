import ArgumentParser

/// The parts of a measurement, each of which can be run alone.
enum Group: String, ExpressibleByArgument, CaseIterable {
    /// Webhook deliveries that are acknowledged once they are durable.
    case intake
    /// The release binary's start and memory.
    case start
    /// PostgreSQL beside pgbench.
    case postgres
    /// Many rows at once beside PostgreSQL's COPY.
    case batch
    /// SQLite beside GRDB.
    case sqlite
    /// The arena's endpoints on PostgreSQL.
    case arena
}
