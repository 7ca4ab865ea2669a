import CLibpq
import MartletDatabase
import MartletResilience

extension PostgresConnection {
    func savepoint<Success>(_ body: () throws -> Success) throws -> Success {
        if let failure { throw failure }
        let begin = pendingBegin.map { [$0.description, settings].compactMap(\.self) } ?? []
        pendingBegin = nil
        try command((begin + ["SAVEPOINT inner_savepoint"]).joined(separator: "; "))
        do {
            let success = try body()
            // As at the end of a transaction: what failed inside counts, whatever the body made of it.
            if let failure { throw failure }
            try command("RELEASE inner_savepoint")
            return success
        } catch {
            // Nothing is left to go on with when the call must end, or when the whole transaction has to be repeated.
            let isLost = (error as? DatabaseError)?.retryVerdict == .transient
            guard isAlive, !isLost, interruption?.error == nil else {
                failure = failure ?? error
                throw error
            }
            failure = nil
            try command("ROLLBACK TO inner_savepoint; RELEASE inner_savepoint")
            throw error
        }
    }

    /// Remembers what a closure throws: nothing more can be done in the transaction.
    func noting<Success>(_ body: () throws -> Success) throws -> Success {
        do {
            return try body()
        } catch {
            failure = error
            throw error
        }
    }

    private func command(_ text: String) throws {
        _ = try noting { try unsafe exchange(.nothing) { unsafe PQsendQuery($0, text) } }
    }
}
