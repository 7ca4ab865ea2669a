import CLibpq
import MartletDatabase
import MartletPayload

extension PostgresConnection {
    /// Connects with libpq's own defaults, ours, and what the URL says, which wins.
    ///
    /// libpq tries the hosts in order, but none behind one that lets nobody in; those are tried here.
    static func connect(
        _ source: ConnectionSource,
        _ configuration: PostgresEngine.Configuration
    ) throws -> OpaquePointer {
        var reasons: [String] = []
        for host in [[]] + source.hosts {
            let settings = settings(source, configuration) + host
            let keywords = CStrings(settings.map(\.0))
            let values = CStrings(settings.map(\.1))
            guard let handle = unsafe PQconnectdbParams(keywords.pointers, values.pointers, 1) else {
                throw DatabaseError(.connection, "There is no memory for a connection to \(source.address).")
            }
            if unsafe PQstatus(handle) == CONNECTION_OK { return unsafe handle }
            let failure = ConnectFailure(reason: unsafe String(cString: PQerrorMessage(handle)))
            unsafe PQfinish(handle)
            guard !host.isEmpty || (failure.isFinal && !source.hosts.isEmpty) else { throw failure.error(source) }
            if !host.isEmpty { reasons.append(failure.reason) }
        }
        throw ConnectFailure(reason: reasons.joined(separator: "\n")).error(source)
    }

    private static func settings(
        _ source: ConnectionSource,
        _ configuration: PostgresEngine.Configuration
    ) -> [(String, String)] {
        let session = sessionSettings(configuration).map { "-c \($0.0)=\($0.1)" }.joined(separator: " ")
        let options = configuration.sharesSessions ? [] : [("options", session)]
        return options + [
            ("connect_timeout", "\(max(2, configuration.connectTimeout.components.seconds))"),
            ("keepalives_idle", "30"), ("keepalives_interval", "10"), ("keepalives_count", "3"),
            ("tcp_user_timeout", "30000"), ("application_name", configuration.applicationName),
            ("dbname", source.url.reveal()), ("client_encoding", "UTF8"),
        ]
    }

    private static func sessionSettings(_ configuration: PostgresEngine.Configuration) -> [(String, String)] {
        [
            ("statement_timeout", "\(configuration.statementTimeout.milliseconds)"),
            ("lock_timeout", "\(configuration.lockTimeout.milliseconds)"),
            ("synchronous_commit", "on"),  // Whatever the role's default: an answered commit is on disk.
            ("idle_in_transaction_session_timeout", "\(configuration.idleTransactionTimeout.milliseconds)"),
        ]
    }

    /// The statement that makes all settings for one transaction.
    static func transactionSettings(_ configuration: PostgresEngine.Configuration) -> String {
        let formats = [
            ("TimeZone", "UTC"), ("DateStyle", "ISO, YMD"), ("bytea_output", "hex"), ("extra_float_digits", "1"),
        ]
        let calls = (formats + sessionSettings(configuration)).map { "set_config('\($0.0)', '\($0.1)', true)" }
        return "SELECT " + calls.joined(separator: ", ")
    }

    /// Sets what the engine relies on, whatever the server's or the role's defaults are.
    func start(_ configuration: PostgresEngine.Configuration) throws {
        do {
            guard unsafe PQsetnonblocking(handle, 1) == 0 else { throw lost(.nothing) }
            receiveNotices()
            guard settings == nil else {
                let timeout = configuration.statementTimeout
                return statementTimeout = timeout > .zero ? timeout : nil
            }
            let text = """
                SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET bytea_output = 'hex'; SET extra_float_digits = 1;
                SELECT (extract(epoch FROM current_setting('statement_timeout')::interval) * 1000)::bigint
                """
            let result = try unsafe exchange(.nothing, limit: configuration.connectTimeout) {
                unsafe PQsendQuery($0, text)
            }
            let timeout = unsafe PQgetvalue(result.pointer, 0, 0).flatMap { unsafe Int64(String(cString: $0)) } ?? 0
            statementTimeout = timeout > 0 ? .milliseconds(timeout) : nil
        } catch {
            close()
            throw error
        }
    }

    /// Tells whether the connection can be used now; asks the socket, not the server.
    func isUsable() -> Bool {
        guard isAlive else { return false }
        // Between calls the server speaks only to say goodbye; a rare notice costs no more than a new connection.
        isAlive = unsafe !SocketWait.isReadable(PQsocket(handle))
        return isAlive
    }

    /// Ends the connection; nothing may be asked of it afterwards.
    func close() {
        isAlive = false
        unsafe PQfinish(handle)
    }
}
