extension Command {
    /// `/start`: says hello, and how to begin.
    static func start(_ wallets: WalletService) -> Command {
        Command("start", about: \.aboutStart) { request in
            let isTold = request.chat.isPrivate && !request.isFirst
            let available = isTold ? try await wallets.balance(of: request.member).available : nil
            return Reply(request.texts.greeting(request.member, available: available))
        }
    }
}
