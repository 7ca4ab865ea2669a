import Martlet

/// The price of a generation: held when it is asked for, then charged or released, never both; what was charged can be
/// paid back.
extension WalletService {
    /// Sets the price of a generation aside.
    @discardableResult
    func hold(_ price: Money, of member: Member, for generation: ID<Generation>, in tx: Transaction) throws -> Booking {
        let key = OperationKey.generation(.hold, generation)
        return try ledger.book(key, price, from: .wallet(of: member.id), to: .hold(of: member.id), in: tx)
    }

    /// Takes what is held for a generation; throws ``WalletError/nothingHeld`` when it was released.
    @discardableResult
    func charge(_ generation: ID<Generation>, in tx: Transaction) throws -> Booking {
        let (amount, member) = try held(for: generation, in: tx, orThrow: .nothingHeld)
        return try ledger.book(.generation(.charge, generation), amount, from: .hold(of: member), to: .revenue, in: tx)
        {
            guard try !isBooked(.generation(.release, generation), in: tx) else { throw WalletError.nothingHeld }
        }
    }

    /// Gives back what is held for a generation; throws ``WalletError/nothingHeld`` when it was charged.
    @discardableResult
    func release(_ generation: ID<Generation>, in tx: Transaction) throws -> Booking {
        let (amount, member) = try held(for: generation, in: tx, orThrow: .nothingHeld)
        let key = OperationKey.generation(.release, generation)
        return try ledger.book(key, amount, from: .hold(of: member), to: .wallet(of: member), in: tx) {
            guard try !isBooked(.generation(.charge, generation), in: tx) else { throw WalletError.nothingHeld }
        }
    }

    /// Pays back what was charged for a generation; throws ``WalletError/nothingCharged`` when nothing was.
    @discardableResult
    func refund(_ generation: ID<Generation>, in tx: Transaction) throws -> Booking {
        let (amount, member) = try held(for: generation, in: tx, orThrow: .nothingCharged)
        let key = OperationKey.generation(.refund, generation)
        return try ledger.book(key, amount, from: .revenue, to: .wallet(of: member), in: tx) {
            guard try isBooked(.generation(.charge, generation), in: tx) else { throw WalletError.nothingCharged }
        }
    }

    /// What was held for a generation, and for whom; it never changes.
    private func held(
        for generation: ID<Generation>,
        in tx: Transaction,
        orThrow error: WalletError
    ) throws -> (amount: Money, member: Int64) {
        let hold = try tx.run(ledger.store.getOne(.generation(.hold, generation)))
        guard let hold, let member = hold.member else { throw error }
        return (hold.amount, member)
    }
}
