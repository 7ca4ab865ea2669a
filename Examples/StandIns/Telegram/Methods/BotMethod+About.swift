/// Who the bot is, who it talks with, and what it offers.
extension BotMethod {
    static let getMe = BotMethod("getMe") { _, bot in
        .success(bot.me)
    }

    static let getChat = BotMethod("getChat") { call, bot in
        let id = try call.chat()
        return .success(try bot.change { book in try book.openChat(id).person.fullChat })
    }

    static let setMyCommands = BotMethod("setMyCommands") { call, bot in
        guard let commands = call.parameters.json("commands", as: [MenuCommand].self) else {
            throw BotRefusal.badRequest("can't parse commands: expected an Array of BotCommand")
        }
        for command in commands { try command.check() }
        let language = call.text("language_code") ?? ""
        try bot.change { book in try book.commands.set(commands, language: language) }
        return .success(true)
    }

    static let getMyCommands = BotMethod("getMyCommands") { call, bot in
        .success(bot.look { $0.commands.commands(language: call.text("language_code") ?? "") })
    }
}
