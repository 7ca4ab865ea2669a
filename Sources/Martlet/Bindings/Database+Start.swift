import Logging
import MartletContext
import MartletDatabase
import MartletResilience

extension Database {
    /// Opens the database at the start of a service and has its schema applied or checked.
    ///
    /// While the server cannot be reached there are five attempts a second apart and one ERROR record; then, unless the
    /// service shall exit, further ones with growing pauses, on and on.
    ///
    /// - Parameters:
    ///   - startup: What to do when the attempts have failed.
    ///   - schema: Applies or checks the schema.
    ///   - waits: Called when the service goes on waiting, with the reason that clients may read.
    /// - Throws: What waiting does not mend, or the last failure where the service shall exit.
    func start(
        _ startup: ServiceSettings.DatabaseStartup,
        schema: () async throws -> Void,
        waits: (_ reason: String) async -> Void
    ) async throws {
        try await attempt("database.open", startup, waits) { try await open() }
        try await attempt("database.migrate", startup, waits, schema)
    }

    private func attempt(
        _ operation: String,
        _ startup: ServiceSettings.DatabaseStartup,
        _ waits: (String) async -> Void,
        _ step: () async throws -> Void
    ) async throws {
        var attempts = 0
        do {
            try await RetryPolicy.connecting.run(operation, classify: Self.mayComeLater) { attempt in
                attempts = attempt
                try await step()
            }
        } catch let error as DatabaseError where Self.mayComeLater(error) == .transient {
            let failure = DatabaseError(error.code, "\(attempts) attempts to connect have failed; \(error.message)")
            // Whoever stops the start logs it, once.
            guard startup == .wait else { throw failure }
            Context.current.logger.error(
                "database_unreachable",
                error: failure,
                metadata: [
                    "tag": "DB", "operation": "\(operation)", "database": "\(engine.name)",
                    "attempts": .stringConvertible(attempts), "next": "goes on trying; DATABASE_STARTUP=exit gives up",
                ]
            )
            await waits("the database cannot be reached")
            let patience = RetryPolicy(attempts: nil, backoff: .exponential(from: .seconds(1), cap: .seconds(30)))
            try await patience.run(operation, classify: Self.mayComeLater) { _ in try await step() }
        }
    }

    /// A server that is down may come up; a password it refuses or a file that is damaged will not mend itself.
    private static func mayComeLater(_ error: any Error) -> RetryVerdict {
        (error as? DatabaseError)?.code == .connection ? .transient : .permanent
    }
}
