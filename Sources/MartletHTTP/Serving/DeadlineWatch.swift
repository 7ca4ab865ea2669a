import MartletContext
import MartletPayload
import NIOCore
import Synchronization

/// Ends handlers that are still running at their deadline: answers 504 for them, then cancels them.
///
/// One task watches over all connections of a server, on the context's clock. A timer for every request would cost more
/// than many handlers do.
final class DeadlineWatch: Sendable {
    private static let step = Duration.milliseconds(250)

    private let connections = Mutex<[ObjectIdentifier: HTTP1Channel.Value]>([:])
    private let encoder: ResponseEncoder
    private let metrics: ServerMetrics

    init(encoder: ResponseEncoder, metrics: ServerMetrics) {
        self.encoder = encoder
        self.metrics = metrics
    }

    func add(_ connection: HTTP1Channel.Value) {
        connections.withLock { $0[ObjectIdentifier(connection.control)] = connection }
        metrics.connectionsChanged(by: 1)
    }

    func remove(_ connection: HTTP1Channel.Value) {
        connections.withLock { _ = $0.removeValue(forKey: ObjectIdentifier(connection.control)) }
        metrics.connectionsChanged(by: -1)
    }

    /// Watches until the task is cancelled.
    func run() async throws {
        let clock = Context.current.clock
        while true {
            try await clock.sleep(until: clock.uptime + Self.step)
            let uptime = clock.uptime
            for connection in connections.withLock({ Array($0.values) }) {
                guard let context = connection.control.expire(at: uptime) else { continue }
                context.run { answer(connection) }
                connection.control.end()
            }
        }
    }

    private func answer(_ connection: HTTP1Channel.Value) {
        let context = Context.current
        let part = encoder.encode(
            Response(.deadline()),
            correlation: context.correlation ?? CorrelationID(),
            now: context.clock.now,
            closes: true
        )
        connection.channel.triggerUserOutboundEvent(ExpiredAnswer(bytes: part.bytes), promise: nil)
    }
}
