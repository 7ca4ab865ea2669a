/// A method of the Bot API: its name, and how its parameters become its answer.
struct BotMethod: Sendable {
    let name: String
    let answer: @Sendable (BotCall, TelegramStandIn) async throws -> BotResult

    init(
        _ name: String,
        _ answer: @escaping @Sendable (BotCall, TelegramStandIn) async throws -> BotResult
    ) {
        self.name = name
        self.answer = answer
    }

    /// Every method that the stand-in knows.
    static let all =
        [getMe, getChat, setMyCommands, getMyCommands]
        + [getUpdates, setWebhook, deleteWebhook, getWebhookInfo]
        + [sendMessage, editMessageText, editMessageCaption, editMessageReplyMarkup, deleteMessage]
        + [sendChatAction, answerCallbackQuery]
        + [sendPhoto, sendDocument, getFile]

    /// The methods by their names in lower case: Telegram takes a name in any case.
    static let named = Dictionary(uniqueKeysWithValues: all.map { ($0.name.lowercased(), $0) })
}
