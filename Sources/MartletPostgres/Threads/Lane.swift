import MartletContext

/// One thread of the pool with its connection, and what it does with calls.
final class Lane {
    private let pool: Pool
    private let clock = SystemTime()
    private var connection: PostgresConnection?
    private var connectionEnd = Duration.zero
    private var hasServed = false

    init(pool: Pool) {
        self.pool = pool
    }

    /// Runs calls until the pool has no more need of the thread.
    func work() {
        while pool.awaitCall() {
            // The connection is made before a call is taken: meanwhile its deadline counts and others may take it.
            guard let connection = usableConnection() else {
                guard connect() else { break }
                continue
            }
            guard let call = pool.take() else { continue }
            guard call.begin() else {
                pool.release(call)
                continue
            }
            let answer = call.perform(on: connection)
            hasServed = true
            if !connection.isAlive { disconnect() }
            pool.release(call)
            answer()
        }
        disconnect()
        pool.leave()
    }

    /// The lane's connection, unless it died while it was idle, or is too old.
    private func usableConnection() -> PostgresConnection? {
        if let connection, !hasServed || clock.uptime < connectionEnd, connection.isUsable() { return connection }
        disconnect()
        return nil
    }

    /// Makes a connection, or waits out the pause after an attempt that failed; false when the thread has to end.
    private func connect() -> Bool {
        guard pool.beginConnecting() else { return false }
        do {
            connection = try PostgresConnection(pool.source, configuration: pool.configuration)
            connectionEnd = clock.uptime + pool.configuration.connectionLifetime * Double.random(in: 0.9...1.1)
            hasServed = false
            pool.endConnecting()
        } catch {
            guard pool.failConnecting(error) else { return false }
            pool.pause()
        }
        return true
    }

    private func disconnect() {
        guard let connection else { return }
        connection.close()
        self.connection = nil
        pool.countDisconnected()
    }
}
