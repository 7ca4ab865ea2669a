/// What the bot is called in Telegram, asked for when it first matters.
actor BotName {
    private let telegram: TelegramAPI
    private var known: String?

    init(_ telegram: TelegramAPI) {
        self.telegram = telegram
    }

    /// Tells whether a name is the bot's, whatever the case of its letters.
    func isCalled(_ name: String) async throws -> Bool {
        if known == nil { known = try await telegram.getMe().username?.lowercased() }
        return name.lowercased() == known
    }
}
