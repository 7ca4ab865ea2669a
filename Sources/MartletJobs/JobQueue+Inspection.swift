public import MartletDatabase
public import MartletPayload

extension JobQueue {
    /// Counts the jobs; reads every row of the queue, so it is for operators and tests.
    public func counts() async throws -> JobCounts {
        try await database.run(store.counts())
    }

    /// Returns dead letters, the latest first.
    ///
    /// - Parameters:
    ///   - limit: How many at most, from 1 to 100.
    ///   - letter: The last one of the page before; nil for the first page.
    /// - Returns: The dead letters.
    /// - Throws: A `DatabaseError`.
    public func deadLetters(limit: Int = 100, after letter: DeadLetter? = nil) async throws -> [DeadLetter] {
        let limit = min(max(limit, 1), 100)
        return try await database.run(store.deadLetters(limit: limit, after: letter))
    }

    /// Makes a job of a dead letter again, with all its attempts, behind the other jobs of its ordering key.
    ///
    /// Throws a ``JobError`` of code `notFound` when there is no dead letter of that id.
    public func revive(_ id: ID<any Job>, in tx: Transaction) throws {
        guard let letter = try tx.run(store.deadLetter(id)) else {
            throw JobError(.notFound, "There is no dead letter \(id); it may have been revived or swept away.")
        }
        try tx.run(store.forget(id))
        try enqueue(id, kind: letter.kind, payload: letter.payload, orderedBy: letter.orderingKey, in: tx)
    }
}
