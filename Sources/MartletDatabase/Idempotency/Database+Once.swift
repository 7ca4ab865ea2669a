public import MartletPayload

extension Database {
    /// The table that ``write(once:isolation:function:file:_:)`` needs.
    public static var idempotencyMigrations: MigrationSet { IdempotencyStore.migrations }

    /// Writes once for a key: the key, the effect and the answer are one commit, and a repeat is given the same answer.
    ///
    /// A key that is nil is no key: every call writes. The closure may throw as in any other transaction; then nothing is
    /// stored and the key can be used again. A repeat after the commit's answer was lost finds out what happened.
    ///
    /// - Parameters:
    ///   - key: The key of the request; its ``IdempotencyKey/outcome`` tells afterwards whether the answer is a repeat.
    ///   - isolation: How strictly the transaction is isolated from others.
    ///   - function: Where it is called; the transaction's name in errors.
    ///   - file: Where it is called; the transaction's name in errors.
    ///   - body: What to do with the handle.
    /// - Returns: What the closure returned, now or the first time.
    /// - Throws: What the closure threw; `keyMismatch` when the key was used for another request; `keyInUse` while another
    ///   call with the key runs, on PostgreSQL (SQLite lets it wait); or another ``DatabaseError``.
    @discardableResult
    public func write<Success: FieldValue>(
        once key: IdempotencyKey?,
        isolation: Isolation = .serializable,
        function: StaticString = #function,
        file: StaticString = #fileID,
        _ body: @escaping @Sendable (Transaction) throws -> Success
    ) async throws -> Success {
        guard let key else {
            return try await write(isolation: isolation, function: function, file: file, body)
        }
        let store = IdempotencyStore()
        let (answer, outcome) = try await write(isolation: isolation, function: function, file: file) { tx in
            guard try store.lock(key, in: tx) else {
                throw DatabaseError(.keyInUse, "A request with the same key is being answered now; ask again later.")
            }
            if let used = try tx.run(store.getOne(key)) {
                return (try used.answer(to: key, as: Success.self), IdempotencyKey.Outcome.replayed)
            }
            let success = try body(tx)
            try tx.run(store.createOne(key, answer: RawJSON(encoding: success)))
            return (success, .stored)
        }
        key.outcome = outcome
        return answer
    }

    /// How often keys are forgotten.
    package static let idempotencySweepPeriod: Duration = .seconds(3600)

    /// Forgets keys that are older than a day if nobody has within the hour, in whatever process, and returns how many;
    /// nil when somebody has.
    package func sweepIdempotencyKeys() async throws -> Int? {
        let turn = try await run(IdempotencyStore().takeSweep(every: Self.idempotencySweepPeriod))
        return turn.count == 1 ? try await forgetIdempotencyKeys() : nil
    }

    /// Forgets keys that are older than a day, or than another age, and returns how many.
    ///
    /// A service whose assembly lists ``idempotencyMigrations`` does it by itself, once an hour.
    @discardableResult
    public func forgetIdempotencyKeys(olderThan age: Duration = .seconds(86_400)) async throws -> Int {
        var count = 0
        while true {
            let deleted = try await run(IdempotencyStore().deleteList(olderThan: age, atMost: 1000)).count
            count += deleted
            guard deleted == 1000 else { return count }
        }
    }
}

extension UsedKey {
    /// The answer that was given; throws when the key was used for another request.
    fileprivate func answer<Success: FieldValue>(to key: IdempotencyKey, as type: Success.Type) throws -> Success {
        guard fingerprint == key.fingerprint else {
            throw DatabaseError(
                .keyMismatch,
                "The key was used for another request; send a new key with a new request."
            )
        }
        do { return try RawJSON(text: answer).decode(type) } catch {
            throw DatabaseError(.decoding, "The stored answer is no \(Success.self) any more: \(error.message)")
        }
    }
}
