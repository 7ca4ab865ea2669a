import Martlet

extension Command {
    /// `/transfer @name 10`: asks whether the member means it.
    static func transfer(_ transfers: TransferService) -> Command {
        Command("transfer", about: \.aboutTransfer, isPersonal: true) { request in
            let (texts, words) = (request.texts, request.words)
            guard words.count == 2 else { return Reply(texts.howToTransfer) }
            let amount = try Money(typed: words[1])
            let proposal = try await transfers.propose(
                amount,
                from: request.member,
                to: words[0],
                id: ID(bits: request.job.bits)
            )
            return Reply(
                texts.confirm(proposal.transfer.amount, to: proposal.receiver),
                keyboard: try .transfer(proposal.transfer.id, texts, request.buttons)
            )
        }
    }
}
