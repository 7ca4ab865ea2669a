import Martlet

/// The members' money: every amount moves from one account to another one, and the sum of all accounts is always zero.
///
/// What moves money takes a transaction, so that what it is moved for commits with it. Its locks order it under every
/// isolation. Doing the same again, by its key, changes nothing and answers what the first time did.
struct WalletService: Sendable {
    let database: Database
    private let welcome: Money
    let ledger = Ledger()

    private var store: LedgerStore { ledger.store }

    /// Creates a service whose new members get a welcome, none when it is zero.
    init(database: Database, welcome: Money = .zero(.rub)) {
        self.database = database
        self.welcome = welcome
    }

    /// Reads `WELCOME_BALANCE`.
    init(_ settings: Settings, database: Database) throws {
        let minor = try settings.value(
            "welcome.balance",
            default: 10_000,
            about: "What a new member gets, in kopecks; 0 for nothing."
        )
        guard (0...Ledger.limit.minor).contains(Int64(minor)) else {
            throw settings.unusable("welcome.balance", "kopecks from 0 to \(Ledger.limit.minor)")
        }
        self.init(database: database, welcome: Money(minor: Int64(minor), currency: .rub))
    }

    /// Opens a member's accounts, books the welcome and returns it; nil where they are open, or there is none.
    @discardableResult
    func open(for member: Member, in tx: Transaction) throws -> Money? {
        let opened = try tx.run(store.openAccounts(of: member)).count > 0
        guard opened, welcome.minor > 0 else { return nil }
        return try ledger.book(.welcome(member), welcome, from: .bank, to: .wallet(of: member.id), in: tx).amount
    }

    /// Tells whether something was booked before.
    func isBooked(_ key: OperationKey, in tx: Transaction) throws -> Bool {
        try tx.run(store.getOne(key)) != nil
    }

    /// Returns what a member has; throws ``WalletError/unknownMember`` when there is no wallet.
    func balance(of member: Member) async throws -> Balance {
        guard let balance = try await database.run(store.balance(of: member)) else { throw WalletError.unknownMember }
        return balance
    }

    /// Gives from the house to a member.
    @discardableResult
    func grant(_ amount: Money, to member: Member, key: OperationKey, in tx: Transaction) throws -> Booking {
        try ledger.book(key, amount, from: .bank, to: .wallet(of: member.id), in: tx)
    }

    /// Sends from a member to another one.
    @discardableResult
    func transfer(
        _ amount: Money,
        from sender: Member,
        to receiver: Member,
        key: OperationKey,
        in tx: Transaction
    ) throws -> Booking {
        guard sender.id != receiver.id else { throw WalletError.sameMember }
        return try ledger.book(key, amount, from: .wallet(of: sender.id), to: .wallet(of: receiver.id), in: tx)
    }

    /// Gives every member the same amount from the house, in three statements however many they are.
    ///
    /// - Parameters:
    ///   - amount: What each gets.
    ///   - key: What makes the grant happen once.
    /// - Returns: How many members got it, now or when the key was first used; who comes later gets nothing.
    /// - Throws: ``WalletError``.
    @discardableResult
    func grant(toEveryone amount: Money, key: OperationKey) async throws -> Int {
        try Ledger.validate(amount)
        return try await database.write(isolation: .readCommitted) { [store] tx in
            guard let operation = try tx.run(store.createOne(key, at: Context.current.clock.now)) else {
                return try tx.run(store.countReceivers(key))
            }
            try tx.run(store.createEntries(of: operation, amount))
            return try tx.run(store.applyEntries(of: operation)).count - 1
        }
    }

    /// Compares the accounts with the entries, in one snapshot.
    func check() async throws -> LedgerReport {
        try await database.read { try LedgerReport(of: $0) }
    }
}
