import CLibpq
import MartletDatabase

extension PostgresConnection {
    /// Runs a body in a transaction, which begins together with its first statement.
    func transaction<Success>(_ mode: TransactionMode, _ body: () throws -> Success) throws -> Success {
        guard let begin = mode.begin else { return try session(body) }
        return try transaction(begin, mode == .read ? .nothing : .commit, body)
    }

    /// Runs a body in a transaction that begins with a command of its own.
    ///
    /// - Parameters:
    ///   - begin: The command.
    ///   - risk: What is at stake when the answer to the commit is lost.
    ///   - body: What to do.
    /// - Returns: What the body returned.
    /// - Throws: What the body threw, or why the transaction could not commit.
    func transaction<Success>(_ begin: StaticString, _ risk: Risk, _ body: () throws -> Success) throws -> Success {
        pendingBegin = begin
        failure = nil
        defer { failure = nil }
        let success: Success
        do {
            success = try body()
            // A failed statement has ended the transaction, whatever the body made of its error.
            if let failure { throw failure }
            try interruption?.check()
        } catch {
            rollback()
            throw error
        }
        try commit(risk)
        return success
    }

    /// Runs a body outside of a transaction; the connection goes afterwards, and with it what the body leaves on it.
    private func session<Success>(_ body: () throws -> Success) throws -> Success {
        guard settings == nil else {
            throw DatabaseError(
                .statement,
                "The pooler before \(address) lends no session of one's own; give the server's own URL (DATABASE_DIRECT_URL)."
            )
        }
        failure = nil
        defer { isAlive = false }
        return try body()
    }

    private func commit(_ risk: Risk) throws {
        guard pendingBegin == nil else { return pendingBegin = nil }
        let result = try unsafe exchange(risk, limit: .seconds(30)) { unsafe PQsendQuery($0, "COMMIT") }
        if result.tag != "COMMIT" {
            throw DatabaseError(.statement, "The transaction had failed before its end and was rolled back.")
        }
    }

    private func rollback() {
        guard pendingBegin == nil else { return pendingBegin = nil }
        guard isAlive, unsafe PQtransactionStatus(handle) != PQTRANS_IDLE else { return }
        do {
            _ = try unsafe exchange(.nothing, limit: .seconds(5)) { unsafe PQsendQuery($0, "ROLLBACK") }
        } catch {
            // What cannot roll back is closed, and the server rolls back.
            isAlive = false
        }
    }
}

extension TransactionMode {
    fileprivate var begin: StaticString? {
        switch self {
        case .read: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        case .write(.serializable): "BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE"
        case .write(.readCommitted): "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
        case .session: nil
        }
    }
}
