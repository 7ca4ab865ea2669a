import Martlet

/// Books operations: each moves an amount from one account to another one, once for its key.
///
/// Whatever can be refused is refused before anything is written, so that a caller may catch a ``WalletError`` in its
/// transaction and commit something else.
struct Ledger: Sendable {
    /// The most that one operation moves from an account to another one, ten billion roubles.
    static let limit = Money(minor: 1_000_000_000_000, currency: .rub)

    let store = LedgerStore()

    /// Books an operation, or answers what was booked when its key was first used.
    ///
    /// - Parameters:
    ///   - key: What makes the operation happen once.
    ///   - amount: How much moves.
    ///   - from: The account that gives.
    ///   - to: The account that gets.
    ///   - tx: The transaction to book in.
    ///   - condition: Throws when something else is in the way; asked under the locks of both accounts.
    /// - Returns: What was booked, now or before.
    /// - Throws: ``WalletError``, or what the database says.
    @discardableResult
    func book(
        _ key: OperationKey,
        _ amount: Money,
        from: AccountOwner,
        to: AccountOwner,
        in tx: Transaction,
        unless condition: () throws -> Void = {}
    ) throws -> Booking {
        try Self.validate(amount)
        let accounts = try tx.run(store.lock(from, to))
        if let booking = try tx.run(store.getOne(key)) { return booking }
        guard let giver = accounts.first(where: { $0.owner == from }),
            let taker = accounts.first(where: { $0.owner == to })
        else { throw WalletError.unknownMember }
        try condition()
        guard try giver.covers(amount) else { throw WalletError.insufficientFunds(available: giver.balance) }
        let now = Context.current.clock.now
        guard let operation = try tx.run(store.createOne(key, at: now)),
            try tx.run(store.debit(giver, amount)).count == 1,
            try tx.run(store.credit(taker, amount)).count == 1
        else { throw LedgerError(key: key) }
        try tx.run(store.createEntries(of: operation, amount, from: giver, to: taker))
        return Booking(operation: operation, kind: key.kind, amount: amount, member: to.member, bookedAt: now)
    }

    /// Refuses what no operation may move.
    static func validate(_ amount: Money) throws(WalletError) {
        guard amount.currency == limit.currency, amount.minor > 0 else { throw .amountNotPositive }
        guard amount.minor <= limit.minor else { throw .amountTooLarge(limit: limit) }
    }
}

/// What the locks rule out: an account or a key changed while it was locked, or a key was used for other accounts.
struct LedgerError: Error, CustomStringConvertible {
    let key: OperationKey

    var description: String { "The operation \(key.text) met a change that its locks should have kept away." }
}
