import Martlet

/// What the bot says, and what it makes of it afterwards.
extension TelegramAPI {
    /// Sends a text of 1 to 4096 characters, maybe with buttons under it.
    @discardableResult
    func sendMessage(_ text: String, to chat: Int64, keyboard: InlineKeyboard? = nil) async throws -> SentMessage {
        let parameters = RawJSON.object { object in
            object.field("chat_id", chat)
            object.field("text", text)
            object.field("reply_markup", keyboard)
        }
        return try await call("sendMessage", parameters, as: SentMessage.self)
    }

    /// Replaces the text and the buttons of a message; without a keyboard its buttons are gone.
    func editMessageText(
        _ text: String,
        of message: Int64,
        in chat: Int64,
        keyboard: InlineKeyboard? = nil
    ) async throws {
        let parameters = RawJSON.object { object in
            object.field("chat_id", chat)
            object.field("message_id", message)
            object.field("text", text)
            object.field("reply_markup", keyboard)
        }
        try await edit("editMessageText", parameters)
    }

    /// Replaces the buttons of a message; without a keyboard they are gone.
    func editMessageReplyMarkup(of message: Int64, in chat: Int64, keyboard: InlineKeyboard? = nil) async throws {
        let parameters = RawJSON.object { object in
            object.field("chat_id", chat)
            object.field("message_id", message)
            object.field("reply_markup", keyboard)
        }
        try await edit("editMessageReplyMarkup", parameters)
    }

    /// Answers the press of a button, which waits until then; shows up to 200 characters, as an alert until dismissed.
    func answerCallbackQuery(_ query: String, text: String? = nil, isAlert: Bool = false) async throws {
        let parameters = RawJSON.object { object in
            object.field("callback_query_id", query)
            object.field("text", text)
            if isAlert { object.field("show_alert", true) }
        }
        _ = try await call("answerCallbackQuery", parameters, as: Bool.self)
    }

    /// Shows for some seconds what the bot is doing.
    func sendChatAction(_ action: ChatAction, to chat: Int64) async throws {
        let parameters = RawJSON.object { object in
            object.field("chat_id", chat)
            object.field("action", action.rawValue)
        }
        _ = try await call("sendChatAction", parameters, as: Bool.self)
    }

    /// Edits a message; one that is already as it is wanted counts as edited.
    private func edit(_ method: String, _ parameters: RawJSON) async throws {
        do { _ = try await call(method, parameters, as: RawJSON.self) } catch let error as TelegramError
            where error.code == 400 && error.reason.contains("message is not modified")
        {}
    }
}

/// What the bot can be seen doing.
enum ChatAction: String {
    case typing
    case uploadPhoto = "upload_photo"
}
