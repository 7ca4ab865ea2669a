/// What the bot writes, changes and takes back.
extension BotMethod {
    static let sendMessage = BotMethod("sendMessage") { call, bot in
        let (chat, content, keyboard) = (try call.chat(), try call.content(), try call.keyboard())
        return .success(try bot.change { book in try book.send(content, to: chat, keyboard: keyboard) })
    }

    static let editMessageText = BotMethod("editMessageText") { call, bot in
        let content = try call.content()
        return try edit(call, of: bot) { message in
            guard message.attachment == nil else {
                throw BotRefusal.badRequest("there is no text in the message to edit")
            }
            message.content = content
        }
    }

    static let editMessageCaption = BotMethod("editMessageCaption") { call, bot in
        let content = try call.caption()
        return try edit(call, of: bot) { message in
            guard message.attachment != nil else {
                throw BotRefusal.badRequest("there is no caption in the message to edit")
            }
            message.content = content
        }
    }

    static let editMessageReplyMarkup = BotMethod("editMessageReplyMarkup") { call, bot in
        try edit(call, of: bot) { _ in }
    }

    static let deleteMessage = BotMethod("deleteMessage") { call, bot in
        let (chat, id) = (try call.chat(), try call.message())
        try bot.change { book in
            guard try book.openChat(chat).message(id) != nil else {
                throw BotRefusal.badRequest("message to delete not found")
            }
            book.remove(id, from: chat)
        }
        return .success(true)
    }

    /// Changes a message of the bot; its buttons become those of the call, or none.
    private static func edit(
        _ call: BotCall,
        of bot: TelegramStandIn,
        _ change: (inout ChatMessage) throws -> Void
    ) throws -> BotResult {
        let (chat, id, keyboard) = (try call.chat(), try call.message(), try call.keyboard())
        return .success(
            try bot.change { book in
                guard let old = try book.openChat(chat).message(id) else {
                    throw BotRefusal.badRequest("message to edit not found")
                }
                guard old.isFromBot else { throw BotRefusal.badRequest("message can't be edited") }
                var new = old
                try change(&new)
                new.keyboard = keyboard
                guard new != old else {
                    throw BotRefusal.badRequest(
                        "message is not modified: specified new message content and reply markup are exactly the same "
                            + "as a current content and reply markup of the message"
                    )
                }
                return book.json(book.replace(new))
            }
        )
    }
}
