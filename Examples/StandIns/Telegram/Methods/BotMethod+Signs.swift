/// Small signs of life.
extension BotMethod {
    private static let actions: Set = [
        "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
        "choose_sticker", "find_location", "record_video_note", "upload_video_note",
    ]

    static let sendChatAction = BotMethod("sendChatAction") { call, bot in
        let chat = try call.chat()
        guard let action = call.text("action"), actions.contains(action) else {
            throw BotRefusal.badRequest("wrong parameter action in request")
        }
        try bot.change { book in
            _ = try book.openChat(chat)
            book.note(.action(action), in: chat)
        }
        return .success(true)
    }

    static let answerCallbackQuery = BotMethod("answerCallbackQuery") { call, bot in
        let id = call.text("callback_query_id") ?? ""
        guard (call.text("text") ?? "").unicodeScalars.count <= 200 else {
            throw BotRefusal.badRequest("MESSAGE_TOO_LONG")
        }
        let answer = ChatAnswer(
            callbackQueryID: id,
            text: call.text("text"),
            isAlert: call.parameters.flag("show_alert")
        )
        try bot.change { book in
            guard let press = book.takePress(id) else {
                throw BotRefusal.badRequest("query is too old and response timeout expired or query ID is invalid")
            }
            book.note(.answer(answer), in: press.chat)
        }
        return .success(true)
    }
}
