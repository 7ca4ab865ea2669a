import Logging
import MartletContext
import MartletDatabase
import MartletResilience

extension Database {
    /// Opens the database at the start of a service and has its schema applied or checked.
    ///
    /// While the server cannot be reached there are five attempts a second apart, one ERROR record, then, unless the
    /// service shall exit, further ones with growing pauses, on and on.
    func start(_ startup: ServiceSettings.DatabaseStartup, schema: () async throws -> Void) async throws {
        try await attempt("database.open", startup) { try await open() }
        try await attempt("database.migrate", startup, schema)
    }

    private func attempt(
        _ name: String,
        _ startup: ServiceSettings.DatabaseStartup,
        _ step: () async throws -> Void
    ) async throws {
        do {
            try await RetryPolicy.connecting.run(name, classify: Self.mayComeLater) { _ in try await step() }
        } catch let error where Self.mayComeLater(error) == .transient {
            Context.current.logger.error(
                "database_unreachable",
                metadata: ["database": "\(engine.name)", "error_type": "\(type(of: error))", "error": "\(error)"]
            )
            guard startup == .wait else { throw error }
            let patience = RetryPolicy(attempts: nil, backoff: .exponential(from: .seconds(1), cap: .seconds(30)))
            try await patience.run(name, classify: Self.mayComeLater) { _ in try await step() }
        }
    }

    /// A server that is down may come up; a password it refuses or a file that is damaged will not mend itself.
    private static func mayComeLater(_ error: any Error) -> RetryVerdict {
        (error as? DatabaseError)?.code == .connection ? .transient : .permanent
    }
}
