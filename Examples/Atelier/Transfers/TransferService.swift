import Martlet

/// Sends money from member to member: proposed first, then sent or cancelled, once.
struct TransferService: Sendable {
    private let database: Database
    private let members: MemberService
    private let wallets: WalletService
    private let jobs: JobQueue
    private let store = TransferStore()

    init(database: Database, members: MemberService, wallets: WalletService, jobs: JobQueue) {
        self.database = database
        self.members = members
        self.wallets = wallets
        self.jobs = jobs
    }

    /// How long a transfer can be confirmed.
    static let patience = Duration.seconds(900)

    /// Notes what a member wants to send, and returns it; no money moves yet.
    ///
    /// What an id has proposed stays what it was, whoever has the name by then. A day later what was not sent is forgotten:
    /// no button can decide it any more. Throws what would be thrown when it was sent: ``MemberError/nobody(_:)`` or a
    /// ``WalletError``.
    func propose(
        _ amount: Money,
        from sender: Member,
        to name: String,
        id: ID<Transfer>
    ) async throws -> Proposal {
        if let proposal = try await proposal(id, of: sender) { return proposal }
        try Ledger.validate(amount)
        let receiver = try await members.getOne(username: name)
        guard receiver.id != sender.id else { throw WalletError.sameMember }
        let available = try await wallets.balance(of: sender).available
        guard try available.covers(amount) else { throw WalletError.insufficientFunds(available: available) }
        try await database.write(isolation: .readCommitted) { [store] tx in
            try tx.run(store.deleteUnsent(before: Context.current.clock.now - .seconds(86_400)))
            try tx.run(store.createOne(id, amount, from: sender, to: receiver))
        }
        guard let proposal = try await proposal(id, of: sender) else { throw TransferError.notFound }
        return proposal
    }

    /// Sends what was proposed and enqueues the news for the receiver; a transfer that is decided stays as it is.
    func send(_ id: ID<Transfer>, by sender: Member, job: ID<any Job>) async throws -> Decision {
        try await decide(id, by: sender, .sent, job) { transfer, receiver, tx in
            try wallets.transfer(
                transfer.amount,
                from: sender,
                to: receiver,
                key: .transfer(transfer.id),
                in: tx
            )
            let news = Texts(receiver.language).received(transfer.amount, from: sender)
            try TellMember(news, in: receiver.telegramID).enqueue(on: jobs, in: tx)
        }
    }

    /// Gives up what was proposed; a transfer that is decided stays as it is.
    func cancel(_ id: ID<Transfer>, by sender: Member, job: ID<any Job>) async throws -> Decision {
        try await decide(id, by: sender, .cancelled, job) { _, _, _ in }
    }

    /// What a member wants to send, and to whom.
    struct Proposal: Sendable {
        let transfer: Transfer
        let receiver: Member
    }

    /// What became of a transfer.
    struct Decision: Sendable {
        let outcome: TransferOutcome
        let amount: Money
        let receiver: Member

        /// Whether another job has decided it before.
        let isOld: Bool
    }

    private func proposal(_ id: ID<Transfer>, of sender: Member) async throws -> Proposal? {
        try await database.read { [store] snapshot in
            guard let transfer = try snapshot.run(store.getOne(id, of: sender)),
                let receiver = try snapshot.run(MemberStore().getOne(transfer.receiver))
            else { return nil }
            return Proposal(transfer: transfer, receiver: receiver)
        }
    }

    private func decide(
        _ id: ID<Transfer>,
        by sender: Member,
        _ outcome: TransferOutcome,
        _ job: ID<any Job>,
        _ effect: @escaping @Sendable (Transfer, _ receiver: Member, Transaction) throws -> Void
    ) async throws -> Decision {
        // The lock orders the presses; serializable transactions would lose races to be run again.
        try await database.write(isolation: .readCommitted) { [store] tx in
            guard let transfer = try tx.run(store.lockOne(id, of: sender)),
                let receiver = try tx.run(MemberStore().getOne(transfer.receiver))
            else { throw TransferError.notFound }
            let before = transfer.state.outcome
            if before == nil {
                try effect(transfer, receiver, tx)
                try tx.run(store.setState(outcome.state, of: transfer, by: job))
            }
            return Decision(
                outcome: before ?? outcome,
                amount: transfer.amount,
                receiver: receiver,
                isOld: before != nil && transfer.decider != job
            )
        }
    }
}
