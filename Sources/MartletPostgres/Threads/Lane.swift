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
            let outcome = Result { try connect() }
            guard let call = pool.take() else { continue }
            guard call.begin() else {
                pool.release(call)
                continue
            }
            switch outcome {
            case .success(let connection):
                let answer = call.perform(on: connection)
                if !connection.isAlive { disconnect() }
                pool.release(call)
                answer()
            case .failure(let error):
                pool.release(call)
                call.fail(error)
            }
        }
        disconnect()
        pool.leave()
    }

    /// The lane's connection; one that died while it was idle is replaced.
    private func connect() throws -> PostgresConnection {
        if let connection, connection.isUsable() { return connection }
        disconnect()
        let connection = try PostgresConnection(pool.source, configuration: pool.configuration)
        self.connection = connection
        pool.count(connected: 1)
        return connection
    }

    private func disconnect() {
        guard let connection else { return }
        connection.close()
        self.connection = nil
        pool.count(connected: -1)
    }
}
