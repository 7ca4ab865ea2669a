public import MartletDatabase

extension PostgresEngine {
    /// Has the server write the rows of a query as CSV, in a transaction on a leased connection.
    public func export(_ sql: SQL, _ send: @escaping @Sendable ([UInt8]) throws -> Void) async throws {
        try checkOpen()
        try await PendingCall.run(in: pool) { connection in
            try connection.transaction(.read) { try connection.export(sql, send) }
        }
    }
}
