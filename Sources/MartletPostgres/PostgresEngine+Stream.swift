public import MartletDatabase

extension PostgresEngine {
    /// Reads rows over a cursor of the server, in a transaction on a leased connection.
    public func stream<Success: Sendable>(
        _ sql: SQL,
        _ read: @escaping @Sendable (any RowCursor) throws -> Success
    ) async throws -> Success {
        try checkOpen()
        return try await PendingCall.run(in: pool) { connection in
            try connection.transaction(.read) { try read(ServerCursor(sql, on: connection)) }
        }
    }
}
