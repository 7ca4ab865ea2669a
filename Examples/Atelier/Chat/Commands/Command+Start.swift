extension Command {
    /// `/start`: says hello, and how to begin.
    static func start(_ wallets: WalletService) -> Command {
        Command("start", about: \.aboutStart) { request in
            let available = request.isFirst ? nil : try await wallets.balance(of: request.member).available
            return Reply(request.texts.greeting(request.member, available: available))
        }
    }
}
