import Logging
import MartletContext
import MartletDatabase

/// Forgets idempotency keys that are a day old: once an hour, for all processes of a service together.
///
/// Every service that lists `Database.idempotencyMigrations` has it. Each process asks now and then whether it is time; the
/// database lets one of them.
struct IdempotencySweep: Component {
    let databases: [Database]

    /// The mean time between a process's questions, and how long one may take.
    private static let (period, patience) = (Database.idempotencySweepPeriod, Duration.seconds(60))

    func run() async {
        let context = Context.current
        while true {
            do { try await context.clock.sleep(for: Self.period * (0.5 + context.randomness.unit())) } catch { return }
            for database in databases { await sweep(database) }
        }
    }

    private func sweep(_ database: Database) async {
        var context = Context.current
        context.deadline = .after(Self.patience)
        context.correlation = CorrelationID()
        await context.run {
            do {
                guard let count = try await database.sweepIdempotencyKeys(), count > 0 else { return }
                context.logger.info("idempotency_keys_forgotten", metadata: ["count": .stringConvertible(count)])
            } catch {
                // A service that stops has no failure to tell of.
                guard !Task.isCancelled else { return }
                let facts: Logger.Metadata = ["tag": "DB", "operation": "database.forgetIdempotencyKeys"]
                context.logger.error("idempotency_keys_kept", error: error, metadata: facts)
            }
        }
    }
}
