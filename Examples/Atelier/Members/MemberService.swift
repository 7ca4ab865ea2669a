import Martlet

/// Knows the people who write to the bot.
struct MemberService: Sendable {
    private let database: Database
    private let wallets: WalletService
    private let store = MemberStore()

    init(database: Database, wallets: WalletService) {
        self.database = database
        self.wallets = wallets
    }

    /// Notes that somebody has written and returns who it is; the first time it opens the wallet and books the welcome, in
    /// the same transaction.
    func sighted(_ user: User) async throws -> Member {
        try await greet(user).member
    }

    /// Does what ``sighted(_:)`` does, and tells the welcome.
    func greet(_ user: User) async throws -> Sighting {
        // The upsert is atomic by itself; where many see the same person at once, serializable ones would lose races.
        try await database.write(isolation: .readCommitted) { [store, wallets] tx in
            try store.takeUsername(of: user, in: tx)
            let member = try tx.run(store.upsertOne(user))
            return Sighting(member: member, welcome: try wallets.open(for: member, in: tx))
        }
    }

    /// Finds who has a name now, whatever the case of its letters and with or without an `@`; throws
    /// ``MemberError/nobody(_:)``.
    func getOne(username: String) async throws -> Member {
        guard let member = try await database.run(store.getOne(username: username)) else {
            throw MemberError.nobody(username)
        }
        return member
    }
}

/// Somebody who has written.
struct Sighting: Sendable {
    let member: Member

    /// What was given for the first words; nil for everybody who has written before.
    let welcome: Money?
}
