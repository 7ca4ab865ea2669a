import MartletDatabase

extension SQLiteConnection {
    func savepoint<Success>(_ body: () throws -> Success) throws -> Success {
        try beginStatement()
        try noting { try run(.beginSavepoint) }
        do {
            let success = try body()
            closeCursor()
            // As at the end of a transaction: what failed inside counts, whatever the body made of it.
            if let failure { throw failure }
            try noting { try run(.endSavepoint) }
            return success
        } catch {
            closeCursor()
            // Nothing is left to go on with when the whole transaction has ended, or when the call must.
            guard !isIdle, interruption?.error == nil else {
                failure = failure ?? error
                throw error
            }
            failure = nil
            try noting {
                try run(.undoSavepoint)
                try run(.endSavepoint)
            }
            throw error
        }
    }
}
