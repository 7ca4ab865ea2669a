import Logging
import MartletContext
import MartletDatabase
import MartletResilience

extension Database {
    /// Opens the database at the start of a service: five attempts a second apart, one ERROR record, then, unless the
    /// service shall exit, on and on with growing pauses.
    func open(startup: ServiceSettings.DatabaseStartup) async throws {
        do {
            try await RetryPolicy.connecting.run("database.open", classify: Self.mayComeLater) { _ in try await open() }
        } catch let error where Self.mayComeLater(error) == .transient {
            Context.current.logger.error(
                "database_unreachable",
                metadata: ["database": "\(engine.name)", "error_type": "\(type(of: error))", "error": "\(error)"]
            )
            guard startup == .wait else { throw error }
            let patience = RetryPolicy(attempts: nil, backoff: .exponential(from: .seconds(1), cap: .seconds(30)))
            try await patience.run("database.open", classify: Self.mayComeLater) { _ in try await open() }
        }
    }

    /// A server that is down may come up; a damaged file or one that another process owns will not mend itself.
    private static func mayComeLater(_ error: any Error) -> RetryVerdict {
        (error as? DatabaseError)?.code == .connection ? .transient : .permanent
    }
}
