extension PostgresEngine {
    /// The engine's sizes and bounds; what the URL says of the same matter wins over the session's settings.
    public struct Configuration: Sendable {
        /// The number of connections that are kept open once they are made.
        public var connections: Int

        /// The number of connections beyond ``connections`` that a rush may make; idle ones are closed soon.
        public var overflow: Int

        /// The greatest number of connections, beside the others, on which statements that only read and run alone are
        /// pipelined; with none, each of them leases a connection.
        public var pipelines: Int

        /// How long a connection beyond ``connections`` stays open without work.
        public var overflowLifetime: Duration

        /// How long a connection stays open without work.
        public var idleLifetime: Duration

        /// How long a connection of the pool stays open; chance makes it up to a tenth shorter or longer for each.
        public var connectionLifetime: Duration

        /// What stands between the engine and the server.
        public var pooler: Pooler

        /// How long a call waits for a connection before it fails as `overloaded`.
        public var leaseTimeout: Duration

        /// The greatest number of calls that wait for a connection; further ones fail as `overloaded` at once.
        public var waitingCalls: Int

        /// The number of prepared statements that each connection keeps.
        public var statements: Int

        /// How long one attempt to reach one host may take.
        public var connectTimeout: Duration

        /// After how long the server stops a statement that the caller's deadline has not stopped before.
        public var statementTimeout: Duration

        /// How long a statement waits for a lock.
        public var lockTimeout: Duration

        /// After how long the server ends a transaction whose next statement does not come.
        public var idleTransactionTimeout: Duration

        /// How often the connection that listens for notifications makes sure that they arrive.
        public var listenerCheck: Duration

        /// How long ``PostgresEngine/close()`` waits before it interrupts the calls that still run.
        public var closeTimeout: Duration

        /// The name that the server shows for the connections.
        public var applicationName: String

        /// Creates a configuration; everything left out has its documented default.
        ///
        /// - Parameters:
        ///   - connections: The number of connections kept open.
        ///   - overflow: The number of connections that a rush may make in addition.
        ///   - pipelines: The greatest number of pipelined connections.
        ///   - overflowLifetime: How long one beyond the pool stays open without work.
        ///   - idleLifetime: How long a connection stays open without work.
        ///   - connectionLifetime: How long a connection of the pool stays open.
        ///   - pooler: What stands between the engine and the server.
        ///   - leaseTimeout: How long a call waits for a connection.
        ///   - waitingCalls: The greatest number of calls that wait for a connection.
        ///   - statements: The number of prepared statements that each connection keeps.
        ///   - connectTimeout: How long one attempt to reach one host may take.
        ///   - statementTimeout: After how long the server stops a statement.
        ///   - lockTimeout: How long a statement waits for a lock.
        ///   - idleTransactionTimeout: After how long the server ends an idle transaction.
        ///   - listenerCheck: How often the connection for notifications is checked.
        ///   - closeTimeout: How long closing waits for running calls.
        ///   - applicationName: The name that the server shows for the connections.
        public init(
            connections: Int = 20,
            overflow: Int = 10,
            pipelines: Int = 2,
            overflowLifetime: Duration = .seconds(10),
            idleLifetime: Duration = .seconds(600),
            connectionLifetime: Duration = .seconds(3600),
            pooler: Pooler = .none,
            leaseTimeout: Duration = .seconds(5),
            waitingCalls: Int = 10_000,
            statements: Int = 200,
            connectTimeout: Duration = .seconds(4),
            statementTimeout: Duration = .seconds(300),
            lockTimeout: Duration = .seconds(30),
            idleTransactionTimeout: Duration = .seconds(60),
            listenerCheck: Duration = .seconds(30),
            closeTimeout: Duration = .seconds(10),
            applicationName: String = "martlet"
        ) {
            self.connections = max(1, connections)
            self.overflow = max(0, overflow)
            self.pipelines = max(0, pipelines)
            self.overflowLifetime = overflowLifetime
            self.idleLifetime = idleLifetime
            self.connectionLifetime = connectionLifetime
            self.pooler = pooler
            self.leaseTimeout = leaseTimeout
            self.waitingCalls = max(1, waitingCalls)
            self.statements = max(1, statements)
            self.connectTimeout = connectTimeout
            self.statementTimeout = statementTimeout
            self.lockTimeout = lockTimeout
            self.idleTransactionTimeout = idleTransactionTimeout
            self.listenerCheck = listenerCheck
            self.closeTimeout = closeTimeout
            self.applicationName = applicationName
        }
    }
}

extension Duration {
    /// The whole milliseconds, as the server takes them.
    var milliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}
