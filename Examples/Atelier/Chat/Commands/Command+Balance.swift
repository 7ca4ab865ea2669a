extension Command {
    /// `/balance`: says what a member can spend, and what is held.
    static func balance(_ wallets: WalletService) -> Command {
        Command("balance", about: \.aboutBalance, isPersonal: true) { request in
            Reply(request.texts.balance(try await wallets.balance(of: request.member)))
        }
    }
}
