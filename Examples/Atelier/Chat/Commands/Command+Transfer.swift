import Martlet

extension Command {
    /// `/transfer @name 10`: asks whether the member means it.
    static func transfer(_ transfers: TransferService) -> Command {
        Command("transfer", about: \.aboutTransfer, isPersonal: true) { request in
            let (texts, words) = (request.texts, request.words)
            guard words.count == 2 else { return Reply(texts.howToTransfer) }
            let amount = try Money(typed: words[1])
            let receiver = try await transfers.propose(amount, from: request.member, to: words[0], id: request.update)
            return Reply(
                texts.confirm(amount, to: receiver),
                keyboard: try .transfer(request.update, texts, request.buttons)
            )
        }
    }
}
