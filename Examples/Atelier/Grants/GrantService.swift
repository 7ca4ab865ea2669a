import Martlet

/// Gives members money of the house.
struct GrantService: Sendable {
    private let database: Database
    private let members: MemberService
    private let wallets: WalletService
    private let jobs: JobQueue

    init(database: Database, members: MemberService, wallets: WalletService, jobs: JobQueue) {
        self.database = database
        self.members = members
        self.wallets = wallets
        self.jobs = jobs
    }

    /// Gives a member an amount, once for a job, and enqueues the news; returns who got it.
    func grant(_ amount: Money, to name: String, job: ID<any Job>) async throws -> Member {
        let receiver = try await members.getOne(username: name)
        let key = OperationKey.grant(job: job)
        try await database.write(isolation: .readCommitted) { [wallets, jobs] tx in
            guard try !wallets.isBooked(key, in: tx) else { return }
            try wallets.grant(amount, to: receiver, key: key, in: tx)
            try TellMember(Texts(receiver.language).given(amount), in: receiver.telegramID).enqueue(on: jobs, in: tx)
        }
        return receiver
    }

    /// Gives every member an amount, once for a job, without news of it; returns how many got it.
    func grantEveryone(_ amount: Money, job: ID<any Job>) async throws -> Int {
        try await wallets.grant(toEveryone: amount, key: .grant(job: job))
    }
}
