import Logging
import Martlet

extension TelegramAPI {
    /// Answers a press, then changes what it changes.
    ///
    /// Some presses cannot be answered any more, and some messages not be changed; the press has had its effect all the same.
    /// Where neither can be, the person is told in private, whoever else reads the chat.
    func answer(_ press: CallbackQuery, with reply: PressReply) async throws {
        let isAnswered = try await ifPossible {
            try await answerCallbackQuery(press.id, text: reply.notice, isAlert: reply.isAlert)
        }
        let isSeen = try await make(reply.change, of: press)
        if !isAnswered, !isSeen, let notice = reply.notice {
            try await ifPossible { try await sendMessage(notice, to: press.sender.id) }
        }
    }

    /// Changes what a press changes; tells whether anything of it can be seen.
    private func make(_ change: PressReply.Change, of press: CallbackQuery) async throws -> Bool {
        guard let message = press.message else { return false }
        let chat = message.chat.id
        switch change {
        case .none: return false
        case .edit(let new):
            return try await ifPossible {
                try await editMessageText(new.text, of: message.id, in: chat, keyboard: new.keyboard)
            }
        case .keyboard(let keyboard):
            return try await ifPossible {
                try await editMessageReplyMarkup(of: message.id, in: chat, keyboard: keyboard)
            }
        case .say(let new): try await sendMessage(new.text, to: chat, keyboard: new.keyboard)
        case .show(let picture): try await show(picture, in: chat)
        }
        return true
    }

    private func show(_ picture: PressReply.OldPicture, in chat: Int64) async throws {
        let (id, caption, keyboard) = (picture.fileID, picture.caption, picture.keyboard)
        let isPhoto = try await ifPossible {
            try await sendPhoto(.fileID(id), to: chat, caption: caption, keyboard: keyboard)
        }
        if isPhoto { return }
        // What was too large for a photo was sent as a document, and stays one.
        let isDocument = try await ifPossible {
            try await sendDocument(fileID: id, to: chat, caption: caption, keyboard: keyboard)
        }
        if isDocument { return }
        try await sendMessage(picture.isMissing, to: chat, keyboard: keyboard)
    }

    /// Calls something; tells whether Telegram could do it.
    @discardableResult
    private func ifPossible<Success>(_ call: () async throws -> Success) async throws -> Bool {
        do {
            _ = try await call()
            return true
        } catch let error as TelegramError where error.isPermanent {
            Context.current.logger.info("press_outlived", metadata: ["reason": "\(error)"])
            return false
        }
    }
}
