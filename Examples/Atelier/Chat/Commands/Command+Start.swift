extension Command {
    /// `/start`: says hello, and how to begin.
    static func start(_ wallets: WalletService) -> Command {
        Command("start", about: \.aboutStart) { request in
            let balance = try await wallets.balance(of: request.member)
            return Reply(request.texts.greeting(request.member, available: balance.available))
        }
    }
}
