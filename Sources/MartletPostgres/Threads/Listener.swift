import Logging
import MartletContext
import MartletDatabase

/// Who listens to which channel, and the thread that has the connection for it while anybody does.
///
/// `@unchecked Sendable`: everything mutable is guarded by `lock`.
final class Listener: @unchecked Sendable {
    private typealias Continuation = AsyncStream<ChannelNotification>.Continuation

    /// The number of notifications that wait for a reader.
    private static let backlog = 1000

    private let source: ConnectionSource
    private let configuration: PostgresEngine.Configuration
    private let lock = Condition()
    private let clock = SystemTime()
    private var readers: [String: [Int: Continuation]] = [:]
    private var listened: Set<String> = []
    private var readersSoFar = 0
    private var isRunning = false
    private var isClosed = false
    private var closers: [CheckedContinuation<Void, Never>] = []

    init(source: ConnectionSource, configuration: PostgresEngine.Configuration) {
        self.source = source
        self.configuration = configuration
    }

    /// Adds a reader of a channel.
    func subscribe(to channel: String) throws -> AsyncStream<ChannelNotification> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: ChannelNotification.self,
            bufferingPolicy: .bufferingNewest(Self.backlog)
        )
        let logger = Context.current.logger
        let number = try lock.locked { () -> Int in
            guard !isClosed else { throw DatabaseError(.closed, "\(source.name) has been closed.") }
            if !isRunning {
                try EngineThread.start { self.work(logger) }
                isRunning = true
            }
            readersSoFar += 1
            readers[channel, default: [:]][readersSoFar] = continuation
            return readersSoFar
        }
        continuation.onTermination = { [weak self] _ in self?.unsubscribe(number, from: channel) }
        if lock.locked({ listened.contains(channel) }) { continuation.yield(.listening) }
        return stream
    }

    /// Ends all notifications and waits for the thread.
    func close() async {
        await withCheckedContinuation { continuation in
            let (ended, isOver) = lock.locked { () -> ([Continuation], Bool) in
                isClosed = true
                defer { readers = [:] }
                if isRunning { closers.append(continuation) }
                lock.wakeAll()
                return (readers.values.flatMap(\.values), !isRunning)
            }
            for reader in ended { reader.finish() }
            if isOver { continuation.resume() }
        }
    }

    private func unsubscribe(_ number: Int, from channel: String) {
        lock.locked {
            readers[channel]?[number] = nil
            if readers[channel]?.isEmpty == true { readers[channel] = nil }
        }
    }

    /// Listens as long as there are readers, with one connection after the other.
    private func work(_ logger: Logger) {
        var reconnection = Reconnection()
        while !endsWork() {
            do {
                let connection = try ListeningConnection(source, configuration: configuration)
                defer { connection.close() }
                if reconnection.isFailing { logger.info("database_listener_recovered") }
                reconnection.succeed()
                try serve(connection)
            } catch {
                if !reconnection.isFailing { logger.warning("database_listener_lost", metadata: ["error": "\(error)"]) }
                reconnection.fail(at: clock.uptime)
            }
            lock.locked {
                listened = []
                while !isClosed, !readers.isEmpty, !reconnection.isDue(at: clock.uptime) { lock.wait(milliseconds: 20) }
            }
        }
    }

    /// Hands notifications out until nobody reads any more; throws when the connection is lost.
    private func serve(_ connection: ListeningConnection) throws {
        var nextCheck = clock.uptime + configuration.listenerCheck
        while let wanted = lock.locked({ isClosed || readers.isEmpty ? nil : Set(readers.keys) }) {
            for channel in wanted.subtracting(connection.channels) {
                try connection.listen(to: channel)
                for reader in lock.locked({ begin(channel) }) { reader.yield(.listening) }
            }
            for channel in lock.locked({ listened.subtracting(wanted) }) {
                lock.locked { _ = listened.remove(channel) }
                try connection.stopListening(to: channel)
            }
            for notification in try connection.receive() { deliver(notification) }
            if clock.uptime >= nextCheck {
                try connection.check()
                nextCheck = clock.uptime + configuration.listenerCheck
            }
        }
    }

    private func begin(_ channel: String) -> [Continuation] {
        listened.insert(channel)
        return Array(readers[channel, default: [:]].values)
    }

    private func deliver(_ notification: ListeningConnection.Notification) {
        for reader in lock.locked({ Array(readers[notification.channel, default: [:]].values) }) {
            if case .dropped = reader.yield(.notified(notification.payload)) { reader.yield(.listening) }
        }
    }

    /// Tells whether the thread ends, as nobody reads any more.
    private func endsWork() -> Bool {
        lock.locked {
            guard isClosed || readers.isEmpty else { return false }
            isRunning = false
            for closer in closers { closer.resume() }
            closers = []
            return true
        }
    }
}
