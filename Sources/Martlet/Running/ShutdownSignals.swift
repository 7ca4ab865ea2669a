import Glibc
import Logging
import MartletContext
import MartletTelemetry
import UnixSignals

/// Turns SIGTERM and SIGINT into an orderly stop: the first asks for it; a second one forces it, and
/// so does the limit, whatever the stop was begun by.
struct ShutdownSignals: Sendable {
    private let signals: UnixSignalsSequence
    private let limit: Duration
    private let logs: LogOutput

    /// Traps the signals.
    ///
    /// - Parameters:
    ///   - limit: How long an orderly stop may take before the process exits all the same.
    ///   - logs: What is flushed before a forced exit.
    init(limit: Duration, logs: LogOutput) async {
        signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
        self.limit = limit
        self.logs = logs
    }

    /// Runs an operation that is given a wait for the first signal.
    ///
    /// The limit begins when the wait ends, which it also does when it is cancelled: when the service stops by itself.
    func run(_ operation: (_ stop: @escaping @Sendable () async -> Void) async throws -> Void) async throws {
        let (requests, request) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingOldest(1))
        let (beginnings, beginning) = AsyncStream.makeStream(of: Never.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await watch(request) }
            group.addTask {
                for await _ in beginnings {}
                try await Context.current.clock.sleep(for: limit)
                await exit(because: "the shutdown took longer than \(limit)")
            }
            try await operation {
                for await _ in requests { break }
                beginning.finish()
            }
            group.cancelAll()
        }
    }

    private func watch(_ request: AsyncStream<Void>.Continuation) async {
        var isStopping = false
        for await signal in signals {
            if isStopping { await exit(because: "a second \(signal)") }
            isStopping = true
            Context.current.logger.info("shutdown_requested", metadata: ["signal": "\(signal)"])
            request.yield()
        }
    }

    private func exit(because reason: String) async {
        Context.current.logger.critical("shutdown_forced", metadata: ["reason": "\(reason)"])
        _ = await logs.flush(within: .seconds(1))
        Glibc.exit(1)
    }
}
