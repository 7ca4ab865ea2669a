/// One thread of the pool with its connection, and what it does with calls.
final class Lane {
    private let pool: Pool
    private var connection: PostgresConnection?

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
            if !connection.isAlive { disconnect() }
            pool.release(call)
            answer()
        }
        disconnect()
        pool.leave()
    }

    /// The lane's connection, unless it died while it was idle.
    private func usableConnection() -> PostgresConnection? {
        if let connection, connection.isUsable() { return connection }
        disconnect()
        return nil
    }

    /// Makes a connection, or waits out the pause after an attempt that failed; false when the thread has to end.
    private func connect() -> Bool {
        guard pool.beginConnecting() else { return false }
        do {
            connection = try PostgresConnection(pool.source, configuration: pool.configuration)
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
